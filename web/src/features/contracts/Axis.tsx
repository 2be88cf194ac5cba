import { useTranslation } from 'react-i18next';
import { daysBetween } from '@/lib/dates';
import { figure } from '@/lib/money';
import { Glyph } from '@/ui';
import { stateOf } from '@/ui/states';
import type { Instalment } from './api';

const when = (r: Instalment) => r.due_on ?? r.expected_on;
const FIRST = 4;
const LAST = 96;

/** Where today falls between the points, which stand at equal distances: they are steps, not a scale. */
export function todayAt(rows: readonly Instalment[], xs: readonly number[], today: string): number | null {
  const dated = rows.map((r, i) => ({ day: when(r), x: xs[i] ?? 0 })).filter((p): p is { day: string; x: number } => p.day !== null);
  const first = dated[0];
  const last = dated.at(-1);
  if (!first || !last) return null;
  if (today <= first.day) return first.x / 2;
  const next = dated.findIndex((p) => p.day > today);
  if (next < 0) return (last.x + 100) / 2;
  const before = dated[next - 1] ?? first;
  const after = dated[next] ?? last;
  const whole = daysBetween(before.day, after.day) || 1;
  return before.x + ((after.x - before.x) * daysBetween(before.day, today)) / whole;
}

/** The instalments on a line with today. The table below says the same in words. */
export function Axis({ rows, today }: { rows: readonly Instalment[]; today: string }) {
  const { t, i18n } = useTranslation('contracts');
  const step = rows.length > 1 ? (LAST - FIRST) / (rows.length - 1) : 0;
  const xs = rows.map((_, i) => (rows.length > 1 ? FIRST + step * i : 50));
  const now = todayAt(rows, xs, today);
  const amount = (value: string) => { const f = figure(value, i18n.language); return t(`common:money.${f.unit}`, { value: f.value }); };
  return (
    <div className="axis-scroll" aria-hidden>
      <div className="axis" style={{ minWidth: rows.length * 108 }}>
        <span className="ln" />
        {now !== null && <><span className="ln past" style={{ width: `${now}%` }} /><span className="now" style={{ left: `${now}%` }} /><span className="now-word s12 blue nw" style={{ left: `${now}%`, transform: `translateX(${now < FIRST ? 0 : now > LAST ? -100 : -50}%)` }}>{t('axis_today')} {today.slice(5)}</span></>}
        {rows.map((r, i) => (
          <span key={r.id} className="pt" style={{ left: `${xs[i]}%` }}>
            <b className="el" title={r.title}>{r.title}</b>
            <i><Glyph kind={stateOf(`instalment.${r.state}`).glyph} size={16} /></i>
            <span className="num s13">{amount(r.amount)}</span>
            <span className="num s12 t3">{when(r) ?? '—'}</span>
          </span>
        ))}
      </div>
    </div>
  );
}
