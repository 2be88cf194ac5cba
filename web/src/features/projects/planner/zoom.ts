import type { GanttStatic, Scales } from 'dhtmlx-gantt';
import { MONTHS } from '@/lib/dates';
import { monthWord } from './months';

export const SCALES = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type Scale = (typeof SCALES)[number];
/** Pixels of one column of the lower scale. */
const WIDTH: Record<Scale, number> = { hour: 30, day: 26, week: 22.5, month: 44, quarter: 56, year: 72 };
const DAYS: Record<Scale, number> = { hour: 1 / 24, day: 1, week: 7, month: 30.4, quarter: 91.3, year: 365.25 };
const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'];
const DAYS_EN = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

export const nearer = (scale: Scale): Scale => SCALES[Math.max(SCALES.indexOf(scale) - 1, 0)] ?? scale;
export const farther = (scale: Scale): Scale => SCALES[Math.min(SCALES.indexOf(scale) + 1, SCALES.length - 1)] ?? scale;
export const dayWidth = (scale: Scale): number => WIDTH[scale] / DAYS[scale];

export function applyScale(gantt: GanttStatic, scale: Scale, zh: boolean): void {
  const year = (d: Date) => (zh ? `${d.getFullYear()} 年` : String(d.getFullYear()));
  const month = (d: Date) => monthWord(d, gantt.getState().min_date ?? d, dayWidth(scale), zh);
  const plainMonth = (d: Date) => (zh ? `${d.getMonth() + 1} 月` : (MONTHS[d.getMonth()] ?? ''));
  const date = (d: Date) => String(d.getDate());
  const weekday = (d: Date) => (zh ? `${d.getMonth() + 1} 月 ${d.getDate()} 日 周${WEEKDAYS[d.getDay()]}` : `${DAYS_EN[d.getDay()]} ${d.getDate()} ${MONTHS[d.getMonth()]}`);
  const quarter = (d: Date) => `Q${Math.floor(d.getMonth() / 3) + 1}`;
  const decade = (d: Date) => `${Math.floor(d.getFullYear() / 10) * 10}`;
  const scales: Record<Scale, Scales> = {
    hour: [{ unit: 'day', step: 1, format: weekday }, { unit: 'hour', step: 1, format: (d: Date) => String(d.getHours()) }],
    day: [{ unit: 'month', step: 1, format: month }, { unit: 'day', step: 1, format: date }],
    week: [{ unit: 'month', step: 1, format: month }, { unit: 'week', step: 1, format: date }],
    month: [{ unit: 'year', step: 1, format: year }, { unit: 'month', step: 1, format: plainMonth }],
    quarter: [{ unit: 'year', step: 1, format: year }, { unit: 'quarter', step: 1, format: quarter }],
    year: [{ unit: 'year', step: 10, format: decade }, { unit: 'year', step: 1, format: (d: Date) => String(d.getFullYear()) }],
  };
  gantt.config.scales = scales[scale];
  gantt.config.min_column_width = WIDTH[scale];
  // A bar stands on whole days, but where hours are seen it stands on its hours and is dragged by them.
  gantt.config.time_step = scale === 'hour' ? 60 : 1440;
}
