import './duplicates.css';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { ErrorState, RecordSkeleton } from '@/ui';
import { percentOf, useClientDuplicates } from './api';

/** Dossiers that may be this client once more, each leading to where it is decided. */
export default function ClientDuplicates({ id }: { id: string }) {
  const { t } = useTranslation('duplicates');
  const query = useClientDuplicates(id);
  if (query.isPending) return <RecordSkeleton />;
  if (query.isError) return <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />;
  const { count, items } = query.data;
  if (count === 0) return <p className="t2">{t('of_client.none')}</p>;
  return (
    <>
      <p className="t2 mb8">{t('of_client.some', { count })}</p>
      <ul className="dup-list">
        {items.map((i) => <li key={i.id}><Link to={`/duplicates/${i.id}`} className="inline-link">{i.name}</Link><span className="sp" /><span className="t2">{t(`band.${i.band}`)}</span>{i.band !== 'related' && <span className="num">{percentOf(i.probability)}</span>}</li>)}
      </ul>
    </>
  );
}
