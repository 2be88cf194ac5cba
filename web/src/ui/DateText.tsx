import { useTranslation } from 'react-i18next';
import { dayOf, distance, isDate, proseDate, stampOf, timeOf } from '@/lib/dates';

export interface DateTextProps {
  /** A date or an instant. */
  value: string | null | undefined;
  /** `table` 2026-11-18, `prose` 11月18日, `ago` 2 天前, `due` with the distance, `time` 16:20, `stamp` date and time. */
  as?: 'table' | 'prose' | 'ago' | 'due' | 'time' | 'stamp';
  /** A due date that is met or no longer matters says no distance. */
  settled?: boolean;
}

const SOON_DAYS = 30;

export function DateText({ value, as = 'table', settled = false }: DateTextProps) {
  const { t, i18n } = useTranslation();
  if (!value) return <span className="t3">—</span>;
  const day = dayOf(value);
  const exact = isDate(value) ? day : stampOf(value);
  if (as === 'table') return <time className="num" dateTime={value} title={exact}>{day}</time>;
  if (as === 'stamp') return <time className="num" dateTime={value}>{exact}</time>;
  if (as === 'time') return <time className="num" dateTime={value} title={exact}>{timeOf(value)}</time>;
  if (as === 'prose') return <time className="num" dateTime={value} title={exact}>{proseDate(value, i18n.language)}</time>;
  const d = distance(value);
  if (as === 'ago') return <time className="num" dateTime={value} title={exact}>{t(`day.${d.key}`, { count: d.count })}</time>;
  const late = !settled && (d.key === 'days_ago' || d.key === 'yesterday');
  const soon = !settled && !late && d.count <= SOON_DAYS;
  const words = late ? t('day.overdue', { count: d.count }) : t(d.key === 'in_days' ? 'day.due_in' : `day.${d.key}`, { count: d.count });
  return (
    <span className={`num ${late ? 'red' : soon ? 'amber' : ''}`}>
      <time dateTime={value}>{day}</time>{!settled && <span className="s12"> {words}</span>}
    </span>
  );
}
