import { useTranslation } from 'react-i18next';
import { DataTable, EmptyState, Page, Status, type Column } from '@/ui';
import { ADJUSTMENT, type AdjustmentRow } from './keeping';
import { LoyaltyTabs } from './LoyaltyTabs';
import { Moved } from './Points';

/** What was asked for by hand, and what was decided. */
export function Component() {
  const { t } = useTranslation('loyalty');
  const points = (a: AdjustmentRow) => (a.posted === null ? (a.kind === 'manual' ? <Moved value={a.points} /> : <span className="t3">{t('adjust.by_rule')}</span>) : <Moved value={a.posted} />);
  const columns: Column<AdjustmentRow>[] = [
    { key: 'client', title: t('col.client'), width: 240 },
    { key: 'contact', title: t('col.contact'), width: 100, type: 'person' },
    { key: 'kind', title: t('adjust.kind'), width: 150, type: 'choice' },
    { key: 'points', title: t('col.amount'), width: 110, align: 'right', render: points },
    { key: 'state', title: t('rule.state'), width: 110, sort: true, render: (a) => <Status state={`approval.${a.state}`} /> },
    { key: 'reason', title: t('adjust.reason'), width: 300, grow: true },
    { key: 'asked_by', title: t('adjust.asked_by'), width: 110, type: 'person' },
    { key: 'created_at', title: t('adjust.asked_at'), width: 110, type: 'ago', sort: true },
    { key: 'decided_by', title: t('adjust.decided_by'), width: 110, type: 'person' },
  ];
  return (
    <Page title={t('tab.adjustments')} crumb={<LoyaltyTabs />}>
      <DataTable<AdjustmentRow>
        list="points-adjustments" path="/points/adjustments" resource={ADJUSTMENT} noun={t('adjust.noun')} columns={columns} defaultSort="-created_at"
        rowLink={(a) => `/clients/${a.client_id}?tab=points`} rowLabel={(a) => a.client} phoneRow={(a) => ({ title: a.client, line: a.reason, state: <Status state={`approval.${a.state}`} />, figure: points(a) })}
        empty={<EmptyState title={t('adjust.empty')} text={t('adjust.empty_text')} />}
      />
    </Page>
  );
}
