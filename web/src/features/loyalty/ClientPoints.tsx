import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { ErrorState, RecordSkeleton } from '@/ui';
import { useClientAccount } from './api';
import { AdjustDialog } from './AdjustDialog';
import { ContactAccounts } from './ContactAccounts';
import { Entries } from './Entries';
import { Holdings } from './Holdings';
import { ADJUSTMENT } from './keeping';
import { Balance, count } from './Points';

/** A client's points on its own page: the balance, and where each of them came from. */
export default function ClientPoints({ id }: { id: string }) {
  const { t } = useTranslation('loyalty');
  const query = useClientAccount(id);
  const may = useCan(ADJUSTMENT, 'create');
  const [asking, setAsking] = useState(false);
  if (query.isPending) return <RecordSkeleton />;
  if (query.isError) return <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />;
  const { account, contacts } = query.data;
  const ask = may && <Button size="small" onClick={() => setAsking(true)}>{t('adjust.open')}</Button>;
  const dialog = asking && <AdjustDialog clientId={id} name={account?.client.name ?? ''} onClose={() => setAsking(false)} />;
  if (!account) return <div className="row g12 wrap"><p className="t3">{t('none_yet')}</p>{ask}{dialog}<ContactAccounts rows={contacts} /></div>;
  return (
    <>
      <div className="row g24 wrap base mb12">
        <span className="row g8 base"><span className="s13 t2">{t('col.balance')}</span><b className="s20"><Balance value={account.balance} accountId={account.id} /></b></span>
        <span className="s13 t2">{t('given', { points: count(account.given_this_year) })}</span>
        <span className="sp" />{ask}<Link to={`/points/${account.id}`}>{t('to_account')}</Link>
      </div>
      <Holdings accountId={account.id} />
      <ContactAccounts rows={contacts} />
      <Entries accountId={account.id} />
      {dialog}
    </>
  );
}
