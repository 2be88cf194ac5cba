/** Schedule instants are local and have no zone: "2026-11-18T08:00". They become Dates of the browser's clock, read by the same parts. */
const DAY = 86_400_000;

export function toDate(instant: string): Date {
  const [day = '', time = '00:00'] = instant.split('T');
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
  const [h = 0, min = 0] = time.split(':').map(Number);
  return new Date(y, m - 1, d, h, min);
}

const two = (n: number) => String(n).padStart(2, '0');

export function dayOf(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

export function toInstant(date: Date): string {
  return `${dayOf(date)}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Midnight at which the day of a start begins. */
export function dayStart(instant: string): Date {
  const at = toDate(instant);
  return new Date(at.getFullYear(), at.getMonth(), at.getDate());
}

/** Midnight at which the day of a finish ends; a finish at midnight ends the day before it. */
export function dayEnd(instant: string): Date {
  const at = toDate(instant);
  const midnight = at.getHours() === 0 && at.getMinutes() === 0;
  return new Date(at.getFullYear(), at.getMonth(), at.getDate() + (midnight ? 0 : 1));
}

/** The last day of work of a finish. */
export function lastDay(instant: string): string {
  const end = dayEnd(instant);
  return dayOf(new Date(end.getFullYear(), end.getMonth(), end.getDate() - 1));
}

/** 11/9, with the year where it is another one. */
export function short(day: string, year?: string): string {
  const [y = '', m = '', d = ''] = day.slice(0, 10).split('-');
  const text = `${Number(m)}/${Number(d)}`;
  return year !== undefined && y !== year ? `${y.slice(2)}/${text}` : text;
}

/** Whole days from a to b, whatever the clock did in between. */
export function daysFrom(a: Date, b: Date): number {
  return Math.round((Date.UTC(b.getFullYear(), b.getMonth(), b.getDate()) - Date.UTC(a.getFullYear(), a.getMonth(), a.getDate())) / DAY);
}

/** Minutes of the calendar between two instants, whatever the clock of this place does. */
export function minutesFrom(a: string, b: string): number {
  return (Date.parse(`${b}Z`) - Date.parse(`${a}Z`)) / 60_000;
}

export function plusDays(date: Date, days: number): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, date.getHours(), date.getMinutes());
}
