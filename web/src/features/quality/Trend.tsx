import { useTranslation } from 'react-i18next';
import type { Overview } from './api';

const [WIDTH, HEIGHT, PAD] = [640, 96, 6];

/** The score day by day as one line; the days stand in a table for those who do not see it. */
export function Trend({ days }: { days: Overview['trend'] }) {
  const { t } = useTranslation('quality');
  const known = days.filter((d): d is typeof d & { score: number } => d.score !== null);
  const first = known[0];
  const last = known.at(-1);
  if (!first || !last || known.length < 2) return <p className="s13 t3">{t('trend_later')}</p>;
  const scores = known.map((d) => d.score);
  const low = Math.max(0, Math.min(...scores) - 2);
  const high = Math.min(100, Math.max(...scores) + 2);
  const point = (score: number, i: number) => `${(PAD + (i / (known.length - 1)) * (WIDTH - 2 * PAD)).toFixed(1)},${(HEIGHT - PAD - ((score - low) / (high - low || 1)) * (HEIGHT - 2 * PAD)).toFixed(1)}`;
  return (
    <figure className="ql-trend">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={t('trend_label', { from: first.day, to: last.day, first: first.score, last: last.score })}>
        <polyline points={scores.map(point).join(' ')} fill="none" stroke="var(--bar2)" strokeWidth="2" vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption className="row btw s13 t3 num"><span>{first.day} · {first.score}</span><span>{last.day} · {last.score}</span></figcaption>
      <details><summary>{t('trend_table')}</summary><table className="ql-table s13"><thead><tr><th>{t('day')}</th><th>{t('score')}</th><th>{t('open')}</th></tr></thead><tbody>{known.map((d) => <tr key={d.day}><td>{d.day}</td><td>{d.score}</td><td>{d.open}</td></tr>)}</tbody></table></details>
    </figure>
  );
}
