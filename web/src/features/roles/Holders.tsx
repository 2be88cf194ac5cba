import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DateText, EmptyState, Status } from '@/ui';
import type { Change, Holder } from './api';

export function Holders({ people }: { people: Holder[] }) {
  const { t } = useTranslation('roles');
  if (people.length === 0) return <EmptyState title={t('nobody')} />;
  return (
    <ul className="role-rows">
      {people.map((p) => <li key={p.id}><Link to={`/people/${p.id}?tab=rights`}>{p.name}</Link><span className="t3">{p.department ?? '—'}</span>{!p.active && <Status state="person.inactive" />}</li>)}
    </ul>
  );
}

export function Changes({ changes }: { changes: Change[] }) {
  const { t } = useTranslation('roles');
  if (changes.length === 0) return <EmptyState title={t('never_changed')} />;
  return (
    <ul className="role-rows">
      {changes.map((c) => <li key={c.id}><DateText value={c.at} as="stamp" /><span>{t(`change.${c.action}`)}</span><span className="t3">{c.by ?? t('by_system')}</span></li>)}
    </ul>
  );
}
