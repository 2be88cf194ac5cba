import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schema } from '@/api/types';

/** The acceptance standards that an instalment is paid for, each leading to its place. */
export function Judged({ by, named = false }: { by: Schema<'JudgedBy'>[]; /** With what they say, where there is room. */ named?: boolean }) {
  const { t } = useTranslation('contracts');
  if (by.length === 0) return null;
  return <span className={named ? 'judged row wrap s12' : 'row wrap g4 s12'} role="group" aria-label={t('judged')}>{by.map((c) => <Link key={c.id} className="inline-link num" to={`/specifications/${c.specification_id}?part=criteria&item=${c.id}`} title={c.title}>{c.number}{named && ` ${c.title}`}</Link>)}</span>;
}
