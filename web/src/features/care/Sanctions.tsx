import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useCan } from '@/app/session';
import { today } from '@/lib/dates';
import { clients } from '@/lib/sources';
import { confirm, DataTable, EmptyState, FormDialog, Page, Status, toast, type Column, type Field } from '@/ui';
import { useRefresh } from './api';
import { CareTabs } from './CareTabs';
import { lift, SANCTION, type SanctionRow } from './credit';

/** Companies that we don't work with: no contract is begun with them. */
export function Component() {
  const { t } = useTranslation('care');
  const refresh = useRefresh();
  const mayAdd = useCan(SANCTION, 'create');
  const mayLift = useCan(SANCTION, 'update');
  const [adding, setAdding] = useState(false);
  const raise = (s: SanctionRow) => confirm({
    title: t('sanction.lift_title', { name: s.name }), text: t('sanction.lift_text'), verb: t('sanction.lift'), reason: true,
    act: async (reason) => { await lift(s.id, reason); await refresh(SANCTION); toast(t('sanction.lifted', { name: s.name })); },
  });
  const word = (s: SanctionRow) => <Status state={s.state === 'holds' ? 'approval.rejected' : 'approval.withdrawn'}>{t(`sanction_state.${s.state}`)}</Status>;
  const columns: Column<SanctionRow>[] = [
    { key: 'name', title: t('sanction.name'), width: 220, sort: true },
    { key: 'uscc', title: t('sanction.uscc'), width: 172 },
    { key: 'reason', title: t('sanction.reason'), width: 240, grow: true },
    { key: 'since', title: t('sanction.since'), width: 108, type: 'date', sort: true },
    { key: 'until', title: t('sanction.until'), width: 108, type: 'date', sort: true },
    { key: 'state', title: t('rules.state'), width: 100, render: word },
    { key: 'made_by', title: t('sanction.made_by'), width: 104, type: 'person' },
    { key: 'act', title: t('sanction.act'), width: 84, render: (s) => (mayLift && s.state === 'holds' ? <Button size="small" onClick={() => raise(s)} aria-label={t('sanction.lift_title', { name: s.name })}>{t('sanction.lift')}</Button> : <span className="t3" title={s.lifted_reason}>{s.lifted_by || '—'}</span>) },
  ];
  const fields: Field[] = [
    { name: 'client_id', label: t('sanction.client'), type: 'client', source: clients, optional: true, help: t('sanction.client_help') },
    { name: 'name', label: t('sanction.name'), type: 'text', maxLength: 120, visible: (v) => !v.client_id },
    { name: 'uscc', label: t('sanction.uscc'), type: 'uscc', optional: true, visible: (v) => !v.client_id },
    { name: 'reason', label: t('sanction.reason'), type: 'textarea', maxLength: 300 },
    { name: 'since', label: t('sanction.since'), type: 'date' },
    { name: 'until', label: t('sanction.until'), type: 'date', optional: true, help: t('sanction.until_help') },
  ];
  return (
    <Page title={t('tab.sanctions')} crumb={<CareTabs place="credit" />} actions={mayAdd && <Button type="primary" icon={<Plus size={15} />} onClick={() => setAdding(true)}>{t('sanction.new')}</Button>}>
      <DataTable<SanctionRow>
        list="sanctions" path="/credit/sanctions" resource={SANCTION} noun={t('sanction.noun')} columns={columns} defaultSort="-since" rowLabel={(s) => s.name} searchPlaceholder={t('sanction.search')}
        phoneRow={(s) => ({ title: s.name, line: s.reason, state: word(s) })} views={[{ key: 'open', name: t('sanction.view_open'), query: 'filter=open:eq:true' }]}
        empty={<EmptyState title={t('sanction.empty_title')} text={t('sanction.empty_text')} />}
      />
      {adding && (
        <FormDialog
          open title={t('sanction.new')} fields={fields} initial={{ client_id: '', name: '', uscc: '', reason: '', since: today(), until: '' }} submitText={t('sanction.submit')} onCancel={() => setAdding(false)}
          onSubmit={(v, { idempotencyKey }) => api.post('/credit/sanctions', { ...v, client_id: v.client_id || null, name: v.name ?? '', uscc: v.uscc ?? '', until: v.until || null }, { idempotencyKey })}
          onDone={() => { setAdding(false); void refresh(SANCTION, 'clients.client'); toast(t('sanction.made')); }}
        />
      )}
    </Page>
  );
}
