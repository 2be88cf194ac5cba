import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { share } from '@/lib/money';
import { MoneyFigure } from '@/ui';
import { useAgeing } from './api';

const TONES: Record<string, string> = { not_due: 'grey', d1_30: 'amber', d31_90: 'orange', d90_plus: 'red' };

/** What is owed by age. A segment narrows the list to it, again lets go; together they make the list's sum. */
export function AgeStrip() {
  const { t } = useTranslation('contracts');
  const [params, setParams] = useSearchParams();
  const others = new URLSearchParams();
  if (params.get('q')) others.set('q', params.get('q') ?? '');
  params.getAll('filter').filter((f) => !f.startsWith('age:')).forEach((f) => others.append('filter', f));
  const ageing = useAgeing(others.toString());
  const chosen = params.getAll('filter').find((f) => f.startsWith('age:in:'))?.slice('age:in:'.length) ?? '';
  const pick = (age: string) => setParams((old) => {
    const now = new URLSearchParams(old);
    const kept = now.getAll('filter').filter((f) => !f.startsWith('age:'));
    ['filter', 'cursor', 'page', 'view'].forEach((k) => now.delete(k));
    [...kept, ...(age === chosen ? [] : [`age:in:${age}`])].forEach((f) => now.append('filter', f));
    return now;
  });
  const data = ageing.data;
  if (!data || data.count === 0) return null;
  return (
    <section className="ages" aria-label={t('ages.title')}>
      <div className="prop" aria-hidden>{data.items.map((i) => (share(i.owed, data.owed) ? <i key={i.age} className={`f-${TONES[i.age]}`} style={{ flexGrow: share(i.owed, data.owed) ?? 0 }} /> : null))}</div>
      <ul>
        {data.items.map((i) => (
          <li key={i.age}>
            <button type="button" aria-pressed={chosen === i.age} onClick={() => pick(i.age)}>
              <span className="k"><i className={`f-${TONES[i.age]}`} aria-hidden />{t(`ages.${i.age}`)}</span>
              <span className="v"><MoneyFigure value={i.owed} tone={i.age === 'not_due' ? undefined : i.age === 'd90_plus' ? 'red' : undefined} /><span className="s12 t3">{t('ages.count', { count: i.count })}</span></span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
