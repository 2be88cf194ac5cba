/** A date is "YYYY-MM-DD" and has no zone; an instant is ISO 8601 in UTC and is read on the company's clock. */
const ZONE = 'Asia/Shanghai';
const DAY = 86_400_000;

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
});

function split(instant: string | Date): Record<string, string> {
  const at = typeof instant === 'string' ? new Date(instant) : instant;
  return Object.fromEntries(parts.formatToParts(at).map((p) => [p.type, p.value]));
}

export function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value);
}

/** The company's day of an instant. A plain date is returned as it is. */
export function dayOf(value: string | Date): string {
  if (typeof value === 'string' && isDate(value)) return value;
  const p = split(value);
  return `${p.year}-${p.month}-${p.day}`;
}

/** "16:20" on the company's clock. */
export function timeOf(instant: string | Date): string {
  const p = split(instant);
  return `${p.hour}:${p.minute}`;
}

export function stampOf(instant: string | Date): string {
  return `${dayOf(instant)} ${timeOf(instant)}`;
}

export function today(): string {
  return dayOf(new Date());
}

/** Whole days from a to b; positive when b is later. */
export function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(`${dayOf(b)}T00:00:00Z`) - Date.parse(`${dayOf(a)}T00:00:00Z`)) / DAY);
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** Monday of a day's week. */
export function mondayOf(date: string): string {
  return addDays(date, -((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7));
}

/** The days of a day's week, from Monday to Sunday. */
export function weekOf(date: string): string[] {
  const monday = mondayOf(date);
  return Array.from({ length: 7 }, (_, i) => addDays(monday, i));
}

/** Weeks of a month from Monday to Sunday, as dates. */
export function weeksOf(month: string): string[][] {
  const weeks: string[][] = [];
  for (let day = mondayOf(`${month}-01`); day.slice(0, 7) <= month; day = addDays(day, 7)) weeks.push(weekOf(day));
  return weeks;
}

export interface DayWords { key: 'today' | 'tomorrow' | 'yesterday' | 'in_days' | 'days_ago'; count: number }

/** Today ± 1 in words, otherwise the distance in days. */
export function distance(value: string, from: string = today()): DayWords {
  const n = daysBetween(from, value);
  if (n === 0) return { key: 'today', count: 0 };
  if (n === 1) return { key: 'tomorrow', count: 1 };
  if (n === -1) return { key: 'yesterday', count: 1 };
  return n > 0 ? { key: 'in_days', count: n } : { key: 'days_ago', count: -n };
}

export const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "11 月 18 日" or "18 Nov", with the year when it is another one. */
export function proseDate(value: string, lang: string, now: string = today()): string {
  const [y = '', m = '', d = ''] = dayOf(value).split('-');
  const other = y !== now.slice(0, 4);
  if (lang.startsWith('zh')) return `${other ? `${y}年` : ''}${Number(m)}月${Number(d)}日`;
  return `${Number(d)} ${MONTHS[Number(m) - 1]}${other ? ` ${y}` : ''}`;
}
