import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useCan } from '@/app/session';
import { DataTable, EmptyState, FormDialog, Page, toast, type Column, type Field } from '@/ui';
import { TEAM, useRefresh, type Team, type TeamRow } from './api';
import { HoursTabs } from './HoursTabs';

export function useTeamFields(): Field[] {
  const { t } = useTranslation('timesheets');
  return [
    { name: 'name', label: t('team.name'), type: 'text', maxLength: 60 }, { name: 'leader', label: t('team.leader'), type: 'text', optional: true, maxLength: 60 },
    { name: 'trade', label: t('team.trade'), type: 'text', optional: true, maxLength: 60 }, { name: 'note', label: t('grid.note'), type: 'textarea', optional: true, maxLength: 500 },
  ];
}

/** An empty field is no text. */
export const texts = (values: Record<string, unknown>) => Object.fromEntries(Object.entries(values).map(([k, v]) => [k, v ?? '']));

/** Teams of day labourers. */
export function Component() {
  const { t } = useTranslation('timesheets');
  const refresh = useRefresh();
  const mayAdd = useCan(TEAM, 'create');
  const fields = useTeamFields();
  const [adding, setAdding] = useState(false);
  const columns: Column<TeamRow>[] = [
    { key: 'name', title: t('team.name'), width: 220, grow: true, sort: true, render: (r) => (r.archived_at ? <span className="t3">{r.name}</span> : r.name) },
    { key: 'leader', title: t('team.leader'), width: 140 }, { key: 'trade', title: t('team.trade'), width: 140 }, { key: 'note', title: t('grid.note'), width: 260 },
  ];
  return (
    <Page title={t('tab.teams')} crumb={<HoursTabs place="labour" />} actions={mayAdd && <Button type="primary" icon={<Plus size={15} />} onClick={() => setAdding(true)}>{t('team.add')}</Button>}>
      <DataTable<TeamRow>
        list="labour-teams" resource={TEAM} noun={t('labour.team')} columns={columns} defaultSort="name" rowLink={(r) => `/labour/teams/${r.id}`} rowLabel={(r) => r.name} onCreate={mayAdd ? () => setAdding(true) : undefined}
        phoneRow={(r) => ({ title: r.name, line: [r.leader, r.trade].filter(Boolean).join(' · ') })}
        views={[{ key: 'used', name: t('team.used'), query: 'filter=archived:eq:false' }]} empty={<EmptyState title={t('team.empty')} text={t('team.empty_text')} />}
      />
      {adding && <FormDialog<Team> open title={t('team.add')} fields={fields} initial={{}} submitText={t('team.add')} onCancel={() => setAdding(false)} onSubmit={(v, { idempotencyKey }) => api.post<Team>('/labour-teams', texts(v), { idempotencyKey })} onDone={() => { setAdding(false); void refresh(); toast(t('team.added')); }} />}
    </Page>
  );
}
