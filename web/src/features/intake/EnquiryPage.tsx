import './intake.css';
import { Button } from 'antd';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Similar } from '@/features/clients/Similar';
import { FilesPanel } from '@/features/files/FilesPanel';
import type { FieldDef } from '@/features/forms/api';
import { FactValue } from '@/features/forms/FactValue';
import { DateText, Details, FormDialog, Page, Person, RecordGate, Section, Status, Tag, toast, type Values } from '@/ui';
import { SUBMISSION, SUSPECT, useEnquiry, useRefresh, type Enquiry } from './api';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('intake');
  const found = useEnquiry(id);
  return <RecordGate query={found} title={t('title')} failed={t('failed')} back={{ to: '/enquiries', label: t('title') }}>{(one) => <One one={one} />}</RecordGate>;
}

function One({ one }: { one: Enquiry }) {
  const { t, i18n } = useTranslation('intake');
  const refresh = useRefresh();
  const [open, setOpen] = useState<'accept' | 'reject' | null>(null);
  const mayMake = useCan('clients.client', 'create');
  const bad = (e: unknown) => toast({ text: Problem.from(e).message, tone: 'bad' });
  const back = async () => { await api.post(`/enquiries/${one.id}/put-back`); await refresh(); };
  const undo = async () => { await api.post(`/enquiries/${one.id}/undo-accept`); await refresh(); toast(t('done.undone')); };
  const mayOpen = useCan('sales.opportunity', 'create');
  const named = (q: Enquiry['questions'][number]) => (i18n.language.startsWith('en') ? q.en : q.zh);
  return (
    <Page
      title={one.title} back={{ to: '/enquiries', label: t('title') }}
      actions={one.may && (
        <>
          {one.state === 'new' && <Button onClick={() => setOpen('reject')}>{t('reject')}</Button>}
          {one.may_undo && <Button icon={<Undo2 size={15} />} onClick={() => void undo().catch(bad)}>{t('undo_accept')}</Button>}
          {one.state === 'rejected' && <Button onClick={() => void back().catch(bad)}>{t('put_back')}</Button>}
          {one.state !== 'accepted' && mayMake && <Button type="primary" onClick={() => setOpen('accept')}>{t('accept')}</Button>}
        </>
      )}
    >
      <div className="pad enq">
        <p className="s13 t2 row wrap g12 mb12"><Status state={`enquiry.${one.state}`} /><span>{i18n.language.startsWith('en') && one.form_en ? one.form_en : one.form}</span><DateText value={one.received_at} as="stamp" /><Person value={one.owner.name} />{one.client && <Link className="inline-link" to={`/clients/${one.client.id}`}>{one.client.name}</Link>}{one.made.map((m) => <Link key={m.id} className="inline-link" to={m.link}>{m.title}</Link>)}</p>
        {one.reasons.length > 0 && <p className={one.score >= SUSPECT ? 'notice warn' : 'notice'}>{t('score', { score: one.score })}<span className="row wrap g4 mt4">{one.reasons.map((r) => <Tag key={r}>{t(`reason.${r}`)}</Tag>)}</span></p>}
        {one.state === 'new' && mayMake && <Similar values={{ name: one.fed.name, phone: one.fed['contact.phone'] }} />}
        <Section title={t('answers')}><Details items={one.questions.map((q) => ({ label: named(q), value: <FactValue field={q as unknown as FieldDef} value={one.answers[q.key]} name={one.names[q.key]} />, wide: q.type === 'long_text' }))} /></Section>
        <Section title={t('files')}><FilesPanel resource={SUBMISSION} objectId={one.id} /></Section>
        <Section title={t('consent')}>
          <p className="t2">{one.consent_text || '—'}</p>
          <p className="s13 t3 mt4 row wrap g12">{one.consent_at && <span>{t('agreed')} <DateText value={one.consent_at} as="stamp" /></span>}<span>{t('deleted_on')} <DateText value={one.expires_on} /></span>{one.decided_by_name && <span>{t('decided_by', { name: one.decided_by_name })}</span>}{one.note && <span>{one.note}</span>}</p>
        </Section>
      </div>
      {open === 'accept' && (
        <FormDialog<Enquiry>
          open title={t('accept_title')} initial={{ name: String(one.fed.name ?? ''), opens: mayOpen, opportunity: t('opportunity_first', { name: String(one.fed.name ?? one.title) }), amount: '' }} submitText={t('accept')} onCancel={() => setOpen(null)}
          fields={[
            { name: 'name', label: t('name'), type: 'text', maxLength: 120, help: t('accept_help') },
            ...(mayOpen ? [
              { name: 'opens', label: t('opens'), type: 'switch' as const },
              { name: 'opportunity', label: t('opportunity'), type: 'text' as const, maxLength: 120, visible: (v: Values) => v.opens === true },
              { name: 'amount', label: t('amount'), type: 'money' as const, optional: true, visible: (v: Values) => v.opens === true },
            ] : []),
          ]} footer={(values) => <Similar values={values} />}
          onSubmit={(values) => api.post<Enquiry>(`/enquiries/${one.id}/accept`, { name: values.name ?? '', opportunity: values.opens === true ? { title: values.opportunity, amount: values.amount || null } : null })}
          onDone={(made) => { setOpen(null); void refresh(); toast({ text: t(made.made.length > 0 ? 'done.both' : 'done.accepted'), undo: undo }); }}
        />
      )}
      {open === 'reject' && (
        <FormDialog
          open title={t('reject')} initial={{ note: '' }} submitText={t('reject')} onCancel={() => setOpen(null)} fields={[{ name: 'note', label: t('note'), type: 'text', optional: true, maxLength: 300 }]}
          onSubmit={(values) => api.post(`/enquiries/${one.id}/reject`, { note: values.note ?? '' })} onDone={() => { setOpen(null); void refresh(); toast({ text: t('done.rejected'), undo: back }); }}
        />
      )}
    </Page>
  );
}
