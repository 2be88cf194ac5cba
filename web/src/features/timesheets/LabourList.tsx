import { Button } from 'antd';
import { Check, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { idsOf, inChunks, type Many } from '@/lib/bulk';
import { DataTable, EmptyState, Page, Status, toast, type BulkAction, type Column, type Selection } from '@/ui';
import { LABOUR, useRefresh, type LabourRow } from './api';
import { HoursTabs } from './HoursTabs';
import { LabourDialog } from './LabourDialog';

/** Day sheets: entered on the site, approved by whoever answers for the project. */
export function Component() {
  const { t } = useTranslation('timesheets');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [adding, setAdding] = useState(false);
  const mayAdd = useCan(LABOUR, 'create');
  const mayApprove = useCan(LABOUR, 'approve');
  const columns: Column<LabourRow>[] = [
    { key: 'worked_on', title: t('col.worked_on'), width: 112, type: 'date', sort: true },
    { key: 'team', title: t('labour.team'), width: 140 },
    { key: 'project', title: t('field.project'), width: 220, grow: true },
    { key: 'task', title: t('field.task'), width: 160 },
    { key: 'heads', title: t('labour.heads'), width: 72, type: 'number', sort: true },
    { key: 'each', title: t('labour.each'), width: 100, align: 'right', render: (r) => <span className="num">{t(`labour.n_${r.unit}`, { n: r.each })}</span> },
    { key: 'total', title: t('labour.total'), width: 100, align: 'right', render: (r) => <span className="num">{t(`labour.n_${r.unit}`, { n: r.total })}</span> },
    { key: 'rate', title: t('labour.rate'), width: 100, type: 'money', hidden: true },
    { key: 'amount', title: t('labour.amount'), width: 108, type: 'money' },
    { key: 'state', title: t('col.state'), width: 104, render: (r) => <Status state={`hours.${r.state}`} /> },
    { key: 'note', title: t('grid.note'), width: 160, hidden: true },
    { key: 'booked_on', title: t('col.booked_on'), width: 108, type: 'date', sort: true, hidden: true },
  ];
  const approve = async (selection: Selection) => {
    try {
      const told = await inChunks(await idsOf('/labour', selection), (ids) => api.post<Many>('/labour/approve', { ids }));
      await refresh();
      toast({ text: t('approve.done', { count: told.done.length }), undo: async () => { await api.post('/labour/undecide', { ids: told.done }); await refresh(); } });
    } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); }
  };
  const bulk: BulkAction[] = mayApprove ? [{ key: 'approve', label: t('approve.one'), icon: Check, run: approve }] : [];
  return (
    <Page title={t('tab.labour')} crumb={<HoursTabs place="labour" />} actions={mayAdd && <Button type="primary" icon={<Plus size={15} />} onClick={() => setAdding(true)}>{t('labour.add')}</Button>}>
      <DataTable<LabourRow>
        list="labour" resource={LABOUR} noun={t('labour.noun')} columns={columns} defaultSort="-worked_on" searchPlaceholder={t('labour.search')}
        rowLink={(r) => `/labour/${r.id}`} rowLabel={(r) => `${r.team} ${r.worked_on}`} bulk={bulk} onCreate={mayAdd ? () => setAdding(true) : undefined}
        phoneRow={(r) => ({ title: `${r.team} · ${t('labour.n_heads', { count: r.heads })}`, line: [r.worked_on, r.project].join(' · '), state: <Status state={`hours.${r.state}`} />, figure: t(`labour.n_${r.unit}`, { n: r.total }) })}
        views={[{ key: 'waiting', name: t('view.waiting'), query: 'filter=state:in:submitted' }, { key: 'returned', name: t('view.returned'), query: 'filter=state:in:returned' }]}
        sums={[{ key: 'heads', label: t('labour.heads') }, { key: 'amount', label: t('labour.amount') }]}
        empty={<EmptyState title={t('labour.empty')} text={t('labour.empty_text')} />}
      />
      {adding && <LabourDialog onClose={() => setAdding(false)} onDone={(made) => { setAdding(false); void refresh(); void navigate(`/labour/${made.id}`); }} />}
    </Page>
  );
}
