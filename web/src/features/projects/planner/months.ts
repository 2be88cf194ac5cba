import { MONTHS } from '@/lib/dates';
import { daysFrom } from './instants';

/** Pixels a label of the upper scale needs: a month with its year, and alone. */
const DATED = 78;
const PLAIN = 40;

/** The year stands with January and with the first month of the chart; a month of which only some days are drawn says what it has room for. */
export function monthWord(date: Date, begin: Date, dayWidth: number, zh: boolean): string {
  const same = (a: Date, b: Date) => a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth();
  const next = new Date(begin.getFullYear(), begin.getMonth() + 1, 1);
  const room = daysFrom(begin, next) * dayWidth;
  const word = zh ? `${date.getMonth() + 1} 月` : (MONTHS[date.getMonth()] ?? '');
  const dated = zh ? `${date.getFullYear()} 年 ${word}` : `${word} ${date.getFullYear()}`;
  if (same(date, begin)) return room >= DATED ? dated : room >= PLAIN ? word : '';
  return date.getMonth() === 0 || (room < DATED && same(date, next)) ? dated : word;
}
