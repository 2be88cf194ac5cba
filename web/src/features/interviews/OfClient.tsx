import { Button } from 'antd';
import { MessagesSquare } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import { useCan } from '@/app/session';
import { CLIENT, useDossier } from '@/features/clients/api';
import { today } from '@/lib/dates';
import { DataTable, EmptyState, FormDialog, Status } from '@/ui';
import { INTERVIEW, useQuestionnaires, useRefresh, wordOf, type Interview, type InterviewRow } from './api';
import { useColumns } from './columns';

/** The interviews with one client, and the way to begin one. */
export default function OfClient({ id }: { id: string }) {
  const { t } = useTranslation('interviews');
  const [open, setOpen] = useState(false);
  const may = useCan(CLIENT, 'note');
  const begin = () => setOpen(true);
  return (
    <>
      {may && <div className="row end mb8"><Button icon={<MessagesSquare size={15} />} onClick={begin}>{t('begin')}</Button></div>}
      <DataTable<InterviewRow>
        embedded list="interviews" resource={INTERVIEW} noun={t('noun')} counter={t('counter')} columns={useColumns().filter((c) => c.key !== 'client')} scope={[`client:in:${id}`]} defaultSort="-held_on"
        rowLink={(r) => `/interviews/${r.id}`} rowLabel={(r) => r.template} phoneRow={(r) => ({ title: r.template, line: r.held_on, state: <Status state={`interview.${r.state}`} /> })}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} ways={may ? [{ key: 'begin', title: t('begin'), onClick: begin }] : []} />}
      />
      {open && <BeginDialog client={id} onClose={() => setOpen(false)} />}
    </>
  );
}

function BeginDialog({ client, onClose }: { client: string; onClose: () => void }) {
  const { t, i18n } = useTranslation('interviews');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const templates = useQuestionnaires('interview').data;
  const contacts = useDossier(client).data?.contacts ?? [];
  if (!templates) return null;
  return (
    <FormDialog<Interview>
      open title={t('begin')} initial={{ form_id: templates[0]?.id ?? '', contact_id: contacts[0]?.id ?? '', held_on: today() }} submitText={t('begin')} onCancel={onClose}
      fields={[
        { name: 'form_id', label: t('col.template'), type: 'choice', choices: templates.map((f) => ({ value: f.id, label: wordOf(f, i18n.language) })) },
        { name: 'contact_id', label: t('col.contact'), type: 'choice', optional: true, choices: contacts.map((c) => ({ value: c.id, label: c.name })) },
        { name: 'held_on', label: t('col.held_on'), type: 'date' },
      ]}
      onSubmit={(values, { idempotencyKey }) => api.post<Interview>(`/clients/${client}/interviews`, { form_id: values.form_id, contact_id: values.contact_id || null, held_on: values.held_on || null }, { idempotencyKey })}
      onDone={(made) => { void refresh(); void navigate(`/interviews/${made.id}`); }}
    />
  );
}
