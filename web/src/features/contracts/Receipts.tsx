import { useTranslation } from 'react-i18next';
import { DataTable, DateText, EmptyState, MoneyFigure, Page, Status } from '@/ui';
import { RECEIPT, type ReceiptRow } from './api';
import { useReceiptColumns } from './columns';
import { MoneyTabs } from './MoneyTabs';

export function Component() {
  const { t } = useTranslation('contracts');
  const columns = useReceiptColumns();
  return (
    <Page title={t('tab.receipts')} crumb={<MoneyTabs />}>
      <DataTable<ReceiptRow>
        list="receipts" resource={RECEIPT} noun={t('receipt_noun')} counter={t('receipt_counter')} columns={columns} defaultSort="-received_on" searchPlaceholder={t('search_receipts')}
        rowLink={(r) => `/contracts/${r.contract_id}?tab=receipts`} rowLabel={(r) => `${r.contract} ${r.received_on}`}
        phoneRow={(r) => ({ title: r.client, line: <><DateText value={r.received_on} as="prose" /> · {r.contract}</>, state: r.state === 'recorded' ? undefined : <Status state={`receipt.${r.state}`} />, figure: <MoneyFigure value={r.amount} /> })}
        views={[
          { key: 'month', name: t('view.days30'), query: 'filter=received:gte:today-30' },
          { key: 'reversed', name: t('view.reversed'), query: 'filter=state:in:reversed,reversal' },
        ]}
        sums={[{ key: 'amount', label: t('sum.receipts') }]}
        empty={<EmptyState title={t('no_receipts.title')} text={t('no_receipts.text')} />}
      />
    </Page>
  );
}
