import './roles.css';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { Bone, EmptyState, ErrorState, Page, Section } from '@/ui';
import { useDuties } from './api';

/** Duties that should not meet in one hand, and in whose they do. */
export function Component() {
  const { t } = useTranslation('roles');
  const duties = useDuties();
  return (
    <Page title={t('duties.title')} back={{ to: '/roles', label: t('title') }}>
      {duties.isError && <ErrorState title={t('duties.failed')} problem={Problem.from(duties.error)} onRetry={() => void duties.refetch()} />}
      {duties.isPending && <div className="pad" aria-hidden><Bone height={160} /></div>}
      <div className="duties">
        {duties.data?.length === 0 && <EmptyState title={t('duties.none')} />}
        {duties.data?.map((d) => (
          <Section key={d.code} title={d.title} note={t(d.people.length ? 'duties.met' : 'duties.apart', { count: d.people.length })}>
            <p className="t2 mb8">{d.why}</p>
            {d.people.length > 0 && (
              <ul className="role-rows">
                {d.people.map((p) => <li key={p.id}><Link to={`/people/${p.id}?tab=rights`}>{p.name}</Link><span className="t3">{p.department ?? '—'}</span><span>{t('duties.through', { one: p.one.join('、'), other: p.other.join('、') })}</span></li>)}
              </ul>
            )}
          </Section>
        ))}
      </div>
    </Page>
  );
}
