import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useCan } from '@/app/session';
import { FormDialog, MoneyExact, Section, toast } from '@/ui';
import { CRITERION, useRefresh } from './api';

type List = Schema<'PaidForList'>;

/** The instalments that are paid for what a standard judges. */
export function PaidFor({ id, number }: { id: string; number: string }) {
  const { t } = useTranslation('requirements');
  const seen = useCan('contracts.contract', 'view');
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  const found = useQuery({ queryKey: [CRITERION, 'paid', id], queryFn: ({ signal }) => api.get<List>(`/criteria/${id}/instalments`, { signal }), enabled: seen }).data;
  if (!seen || !found) return null;
  const chosen = found.items.filter((r) => r.chosen);
  return (
    <Section title={t('paid.title')} action={found.may && found.items.length > 0 && <Button size="small" icon={<Link2 size={14} />} onClick={() => setOpen(true)}>{t('paid.choose')}</Button>}>
      {chosen.length === 0 ? <p className="t3 s13">{t(found.items.length ? 'paid.none' : 'paid.no_contract')}</p> : (
        <ul className="col g4">{chosen.map((r) => <li key={r.id} className="row wrap g8"><Link className="inline-link" to={`/contracts/${r.contract_id}`}>{r.contract} · {r.title}</Link><MoneyExact value={r.amount} />{(r.due_cause || r.due_on) && <span className="s13 t3">{r.due_cause || r.due_on}</span>}</li>)}</ul>
      )}
      {open && (
        <FormDialog<List>
          open title={t('paid.of', { number })} initial={{ instalment_ids: chosen.map((r) => r.id) }} submitText={t('save')} onCancel={() => setOpen(false)}
          fields={[{ name: 'instalment_ids', label: t('paid.title'), type: 'multichoice', optional: true, help: t('paid.help'), choices: found.items.map((r) => ({ value: r.id, label: `${r.contract} · ${r.title}` })) }]}
          onSubmit={(values) => api.put<List>(`/criteria/${id}/instalments`, { instalment_ids: values.instalment_ids ?? [] })} onDone={() => { setOpen(false); void refresh(); toast(t('done.saved')); }}
        />
      )}
    </Section>
  );
}
