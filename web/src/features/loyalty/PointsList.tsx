import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCan, useMe } from '@/app/session';
import { DataTable, DateText, EmptyState, Page, type Column } from '@/ui';
import { ACCOUNT, STATISTICS, type AccountRow } from './api';
import { LoyaltyTabs } from './LoyaltyTabs';
import { Balance, count } from './Points';

/** The points accounts of the clients one sees. */
export function Component() {
  const { t, i18n } = useTranslation('loyalty');
  const me = useMe();
  const navigate = useNavigate();
  const statistics = useCan(STATISTICS);
  const columns: Column<AccountRow>[] = [
    { key: 'client', title: t('col.client'), width: 260, sort: true },
    { key: 'contact', title: t('col.contact'), width: 110, type: 'person' },
    { key: 'balance', title: t('col.balance'), width: 120, align: 'right', sort: true, render: (a) => <Balance value={a.balance} accountId={a.id} /> },
    { key: 'tier', title: t('col.tier'), width: 96, sort: true, render: (a) => <span className="violet">{(i18n.language.startsWith('en') && a.tier_en) || a.tier}</span> },
    { key: 'given_this_year', title: t('col.given'), width: 120, align: 'right', render: (a) => <span className="num">{count(a.given_this_year)}</span> },
    { key: 'entries', title: t('col.entries'), width: 100, type: 'number', sort: true },
    { key: 'last_entry_at', title: t('col.last'), width: 120, type: 'ago', sort: true },
    { key: 'owner', title: t('col.owner'), width: 120, type: 'person' },
  ];
  const actions = statistics && <Button onClick={() => void navigate('/points-statistics')}>{t('statistics')}</Button>;
  return (
    <Page title={t('title')} crumb={<LoyaltyTabs />} actions={actions}>
      <DataTable<AccountRow>
        list="points" resource={ACCOUNT} noun={t('noun')} counter={t('counter')} columns={columns} defaultSort="-balance" searchPlaceholder={t('search')}
        rowLink={(a) => `/points/${a.id}`} rowLabel={(a) => a.client}
        phoneRow={(a) => ({ title: a.contact ? `${a.client} · ${a.contact}` : a.client, line: <DateText value={a.last_entry_at} as="ago" />, figure: <Balance value={a.balance} accountId={a.id} /> })}
        views={[
          { key: 'mine', name: t('view.mine'), query: `filter=owner:in:${me.id}` },
          { key: 'own', name: t('view.own'), query: 'filter=own:eq:true' },
          { key: 'debt', name: t('view.debt'), query: 'filter=balance:lt:0' },
        ]}
        sums={[{ key: 'balance', label: t('sum.balance') }]}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
    </Page>
  );
}
