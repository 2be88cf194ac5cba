import { useTranslation } from 'react-i18next';
import { DataTable, DateText, type Column } from '@/ui';
import { ACCOUNT, type EntryRow } from './api';
import { Cause } from './Cause';
import { count, Moved } from './Points';
import { ReceiptButton } from './ReceiptButton';

/** The ledger: of one account inside its page, or of all that the reader may see. */
export function Entries({ accountId }: { accountId?: string }) {
  const { t } = useTranslation(['loyalty', 'proof']);
  const when: Column<EntryRow> = { key: 'occurred_at', title: t('col.when'), width: 160, render: (e) => <DateText value={e.occurred_at} as="stamp" /> };
  const rest: Column<EntryRow>[] = [
    { key: 'rule_name', title: t('col.cause'), width: 320, grow: true, render: (e) => <Cause entry={e} /> },
    { key: 'kind', title: t('col.kind'), width: 84, type: 'choice' },
    { key: 'amount', title: t('col.amount'), width: 96, align: 'right', render: (e) => <Moved value={e.amount} /> },
    { key: 'balance_after', title: t('col.after'), width: 104, align: 'right', render: (e) => <span className="num">{count(e.balance_after)}</span> },
    { key: 'actor_name', title: t('col.by'), width: 112, type: 'person' },
    { key: 'id', title: t('col.no'), width: 72, type: 'number', hidden: true },
    { key: 'receipt', title: t('proof:receipt'), width: 72, render: (e) => <ReceiptButton entry={e.id} path={`/points/entries/${e.id}/receipt`} /> },
    { key: 'rule_version', title: t('col.version'), width: 84, type: 'number', hidden: true },
  ];
  const columns = accountId ? [when, ...rest] : [{ key: 'client', title: t('col.client'), width: 200 }, when, ...rest];
  return (
    <DataTable<EntryRow>
      list="points-entries" path="/points/entries" resource={ACCOUNT} noun={t('entry_noun')} counter={t('entry_counter')} columns={columns} defaultSort="-id"
      embedded={Boolean(accountId)} scope={accountId ? [`account:in:${accountId}`] : undefined}
      rowLink={accountId ? undefined : (e) => `/points/${e.account_id}`} rowLabel={(e) => t('entry_label', { id: e.id })}
      phoneRow={(e) => ({ title: accountId ? <Cause entry={e} /> : e.client, line: accountId ? <DateText value={e.occurred_at} as="stamp" /> : <Cause entry={e} />, figure: <Moved value={e.amount} /> })}
      sums={[{ key: 'amount', label: t('sum.amount') }]}
      empty={<p className="t3">{t('none_entries')}</p>}
    />
  );
}
