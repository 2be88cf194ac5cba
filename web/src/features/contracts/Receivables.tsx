import { useTranslation } from 'react-i18next';
import { DataTable, EmptyState, MoneyFigure, Page } from '@/ui';
import { AgeStrip } from './AgeStrip';
import { INSTALMENT, type ReceivableRow } from './api';
import { useReceivableColumns } from './columns';
import { MoneyTabs } from './MoneyTabs';
import { InstalmentState } from './State';

export function Component() {
  const { t } = useTranslation('contracts');
  const columns = useReceivableColumns();
  return (
    <Page title={t('tab.receivables')} crumb={<MoneyTabs />}>
      <AgeStrip />
      <DataTable<ReceivableRow>
        list="receivables" resource={INSTALMENT} noun={t('receivable_noun')} counter={t('receivable_counter')} columns={columns} defaultSort="due_on" searchPlaceholder={t('search')}
        rowLink={(r) => `/contracts/${r.contract_id}`} rowLabel={(r) => `${r.contract} ${r.title}`}
        phoneRow={(r) => ({ title: r.title, line: r.contract, state: <InstalmentState row={r} />, figure: <MoneyFigure value={r.owed} tone={r.state === 'overdue' ? 'red' : undefined} /> })}
        views={[
          { key: 'overdue', name: t('view.overdue'), query: 'filter=age:in:d1_30,d31_90,d90_plus&sort=due_on' },
          { key: 'soon', name: t('view.soon'), query: 'filter=due:gte:today&filter=due:lte:today%2B60&sort=due_on' },
          { key: 'retention', name: t('view.retention'), query: 'filter=kind:in:retention&sort=due_on' },
          { key: 'mine', name: t('view.mine'), query: 'filter=owner:in:me&sort=due_on' },
        ]}
        sums={[{ key: 'owed', label: t('sum.owed') }, { key: 'received', label: t('sum.received'), tone: 'green' }]}
        empty={<EmptyState title={t('nothing_owed.title')} text={t('nothing_owed.text')} />}
      />
    </Page>
  );
}
