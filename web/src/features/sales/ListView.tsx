import { Archive, UserRoundCog } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/session';
import { type BulkAction, type Column, DataTable, FormDialog, MoneyFigure, type Selection, Status, toast } from '@/ui';
import { idsOf, inChunks, type Many } from '@/lib/bulk';
import { people } from '@/lib/sources';
import { archive, assign, OPPORTUNITY, restore, useRefresh, type Card } from './api';
import { stageName } from './words';

export function useColumns(): Column<Card>[] {
  const { t, i18n } = useTranslation('sales');
  return [
    { key: 'title', title: t('col.title'), width: 200, sort: true },
    { key: 'client', title: t('col.client'), width: 176, sort: true },
    { key: 'stage', title: t('col.stage'), width: 100, sort: true, render: (o) => stageName({ name: o.stage, name_en: o.stage_en }, i18n.language) },
    { key: 'status', title: t('col.status'), width: 96, sort: true, render: (o) => <Status state={`opportunity.${o.status}`} /> },
    { key: 'amount', title: t('col.amount'), width: 108, type: 'money', sort: true },
    { key: 'probability', title: t('col.probability'), width: 72, type: 'percent', sort: true },
    { key: 'weighted', title: t('col.weighted'), width: 112, type: 'money', sort: true },
    { key: 'expected_on', title: t('col.expected_on'), width: 108, type: 'date', sort: true },
    { key: 'owner', title: t('col.owner'), width: 96, type: 'person' },
    { key: 'next_step', title: t('col.next_step'), width: 140, render: (o) => o.next_step || (o.status === 'open' ? <span className="amber">{t('card.no_next_step')}</span> : <span className="t3">—</span>) },
    { key: 'stay_days', title: t('col.stay_days'), width: 88, type: 'number', sort: true, render: (o) => (o.stay_days === null ? <span className="t3">—</span> : <span className={`num ${o.alarms.includes('stay') ? 'amber' : ''}`}>{o.stay_days}</span>) },
    { key: 'number', title: t('col.number'), width: 130, sort: true, hidden: true },
    { key: 'next_step_on', title: t('col.next_step_on'), width: 108, type: 'date', sort: true, hidden: true },
    { key: 'lost_reason', title: t('col.lost_reason'), width: 120, hidden: true, render: (o) => (o.lost_reason ? t(`reason.${o.lost_reason}`) : <span className="t3">—</span>) },
    { key: 'competitor', title: t('col.competitor'), width: 120, hidden: true },
    { key: 'created_at', title: t('col.created_at'), width: 108, type: 'date', sort: true, hidden: true },
  ];
}

export function ListView({ onCreate, empty }: { onCreate?: () => void; empty: React.ReactNode }) {
  const { t } = useTranslation('sales');
  const refresh = useRefresh();
  const columns = useColumns();
  const mayArchive = useCan(OPPORTUNITY, 'archive');
  const mayAssign = useCan(OPPORTUNITY, 'assign');
  const [giving, setGiving] = useState<Selection | null>(null);
  const archiveAll = async (selection: Selection) => {
    const answer = await inChunks(await idsOf('/opportunities', selection), archive);
    await refresh();
    const text = answer.refused.length ? t('done.archived_some', { count: answer.done.length, refused: answer.refused.length }) : t('done.archived', { count: answer.done.length });
    toast({ text, undo: async () => { await inChunks(answer.done, restore); await refresh(); } });
  };
  const bulk: BulkAction[] = [
    ...(mayAssign ? [{ key: 'assign', label: t('bulk.assign'), icon: UserRoundCog, run: (s: Selection) => setGiving(s) }] : []),
    ...(mayArchive ? [{ key: 'archive', label: t('bulk.archive'), icon: Archive, run: archiveAll }] : []),
  ];
  return (
    <>
      <DataTable<Card>
        list="opportunities" resource={OPPORTUNITY} noun={t('noun')} columns={columns} defaultSort="expected_on"
        rowLink={(o) => `/opportunities/${o.id}`} rowLabel={(o) => o.title} searchPlaceholder={t('search')}
        phoneRow={(o) => ({ title: o.title, line: [o.client, o.owner].filter(Boolean).join(' · '), state: <Status state={`opportunity.${o.status}`} />, figure: <MoneyFigure value={o.amount} /> })}
        views={[
          { key: 'open', name: t('view.open'), query: 'filter=status:in:open' },
          { key: 'mine', name: t('view.mine'), query: 'filter=owner:in:me&filter=status:in:open' },
          { key: 'alarm', name: t('view.alarm'), query: 'filter=alarm:filled:' },
          { key: 'won', name: t('view.won'), query: 'filter=status:in:won&sort=-won_on' },
          { key: 'lost', name: t('view.lost'), query: 'filter=status:in:lost&sort=-lost_on' },
        ]}
        sums={[{ key: 'amount', label: t('sum.amount') }, { key: 'weighted', label: t('sum.weighted') }]}
        bulk={bulk} onCreate={onCreate} empty={empty}
      />
      {giving && (
        <FormDialog<Many>
          open title={t('assign.title', { count: giving.count })} initial={{}} submitText={t('assign.submit', { count: giving.count })} onCancel={() => setGiving(null)}
          fields={[{ name: 'owner_id', label: t('field.owner'), type: 'person', source: people }]}
          onSubmit={(v) => idsOf('/opportunities', giving).then((ids) => inChunks(ids, (some) => assign(some, String(v.owner_id))))}
          onDone={(answer) => { setGiving(null); void refresh(); toast(t('done.assigned', { count: answer.done.length })); }}
        />
      )}
    </>
  );
}
