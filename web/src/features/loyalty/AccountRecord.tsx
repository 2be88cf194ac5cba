import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useCan } from '@/app/session';
import { DateText, Person, RecordGate, RecordPage } from '@/ui';
import { ACCOUNT, useAccount, type Account } from './api';
import { Entries } from './Entries';
import { FreezeButton, FrozenNotice } from './Freeze';
import { AdjustDialog } from './AdjustDialog';
import { Holdings } from './Holdings';
import { ADJUSTMENT } from './keeping';
import { Balance, count } from './Points';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('loyalty');
  const account = useAccount(id);
  return <RecordGate query={account} title={t('title')} failed={t('failed')} back={{ to: '/points', label: t('title') }}>{(one) => <Record account={one} />}</RecordGate>;
}

function Record({ account }: { account: Account }) {
  const { t } = useTranslation('loyalty');
  const may = useCan(ADJUSTMENT, 'create');
  const [asking, setAsking] = useState(false);
  return (
    <><RecordPage
      resource={ACCOUNT} id={account.id} title={account.contact ? t('contacts.of', { contact: account.contact, client: account.client.name }) : account.client.name} monogram={account.client.name} back={{ to: '/points', label: t('title') }} link={(id) => `/points/${id}`}
      meta={[<Link key="client" to={`/clients/${account.client.id}?tab=points`}>{t('to_client')}</Link>]}
      facts={[
        { label: t('col.balance'), value: <Balance value={account.balance} accountId={account.id} /> },
        { label: t('col.given'), value: <span className="num">{count(account.given_this_year)}</span> },
        { label: t('col.entries'), value: <span className="num">{account.entries}</span> },
        { label: t('col.last'), value: <DateText value={account.last_entry_at} as="ago" /> },
        { label: t('col.opened'), value: <DateText value={account.opened_at} as="table" /> },
        { label: t('col.owner'), value: <Person value={account.owner?.name} /> },
      ]}
      tabs={[{ key: 'entries', label: t('entries'), wide: true, content: <><FrozenNotice frozen={account.frozen} /><Entries accountId={account.id} /></> }, { key: 'lots', label: t('hold.lots'), content: <Holdings accountId={account.id} lots /> }]}
      actions={<>{account.may_freeze && <FreezeButton accountId={account.id} name={account.client.name} frozen={account.frozen !== null} />}{may && <Button type="primary" onClick={() => setAsking(true)}>{t('adjust.open')}</Button>}</>}
    />
    {asking && <AdjustDialog clientId={account.client.id} name={account.client.name} onClose={() => setAsking(false)} />}</>
  );
}
