import { useTranslation } from 'react-i18next';
import { Link, useLocation, useSearchParams } from 'react-router';
import { Section } from '@/ui';
import type { Prototype } from './api';

/** The requirements that something is for. */
export function LinkedRequirements({ items }: { items: Prototype['requirements'] }) {
  const { t } = useTranslation('requirements');
  const { pathname } = useLocation();
  const [params] = useSearchParams();
  const at = (id: string) => { const next = new URLSearchParams({ part: 'requirements', item: id }); const tab = params.get('tab'); if (tab) next.set('tab', tab); return `${pathname}?${next.toString()}`; };
  return (
    <Section title={t('col.for')}>
      {items.length === 0 ? <p className="t3">{t('for_none')}</p> : <span className="spec-links">{items.map((r) => <Link key={r.id} to={at(r.id)}><span className="num">{r.number}</span> {r.title}</Link>)}</span>}
    </Section>
  );
}
