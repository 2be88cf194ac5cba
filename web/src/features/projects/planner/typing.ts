import type { LinkType, Task, TaskLink } from '../api';

/** What is typed into a cell. A refusal is a key of `typed.*` with what it is about. */
export type Typed<V> = { value: V } | { problem: string; what?: string };

const UNITS: Record<string, 'm' | 'h' | 'd' | 'w'> = {
  m: 'm', min: 'm', mins: 'm', 分: 'm', 分钟: 'm', h: 'h', hr: 'h', hrs: 'h', hour: 'h', hours: 'h', 时: 'h', 小时: 'h',
  d: 'd', day: 'd', days: 'd', 天: 'd', 日: 'd', 个工作日: 'd', 工作日: 'd', w: 'w', wk: 'w', wks: 'w', week: 'w', weeks: 'w', 周: 'w', 星期: 'w',
};
const DAYS_A_WEEK = 5;
const MOST = 100 * 260 * 480;

/** Full-width digits and signs are what an input method leaves behind. */
export const plain = (text: string) => text.normalize('NFKC').replace(/[−–—]/g, '-').replace(/，|、|;/g, ',').trim();

function minutes(amount: number, unit: string, perDay: number): number | null {
  const kind = UNITS[unit.toLowerCase() || 'd'];
  if (!kind) return null;
  return Math.round(amount * { m: 1, h: 60, d: perDay, w: perDay * DAYS_A_WEEK }[kind]);
}

/** "5d", "40h", "2w", "3周", "1.5"; a number alone is days. In working minutes. */
export function duration(text: string, perDay: number): Typed<number> {
  const found = /^(\d+(?:\.\d+)?)\s*([a-z]*|[\u4e00-\u9fff]*)$/i.exec(plain(text));
  const value = found ? minutes(Number(found[1]), found[2] ?? '', perDay) : null;
  if (value === null || value > MOST) return { problem: 'duration', what: text };
  return { value };
}

/** As short as it says the same: whole days, else hours, else minutes. */
export function durationText(value: number | null, perDay: number): string {
  if (value === null) return '';
  if (value % (perDay / 4) === 0) return `${value / perDay}d`;
  return value % 6 === 0 ? `${Math.round((100 * value) / 60) / 100}h` : `${value}m`;
}

/** The same for reading: rounded where it would not fit. */
export function durationShown(value: number | null, perDay: number): string {
  const exact = durationText(value, perDay);
  return value === null || exact.length <= 5 || value < perDay ? exact : `${Math.round((10 * value) / perDay) / 10}d`;
}

/** "2026-11-18", "11/18", "11-18", "11月18日", "20261118": a day, of this year when none is said. */
export function day(text: string, today: string): Typed<string> {
  const said = plain(text).replace(/[年月/.]/g, '-').replace(/日$/, '');
  const whole = /^(\d{4})(\d{2})(\d{2})$/.exec(said) ?? /^(\d{4}|\d{2})-(\d{1,2})-(\d{1,2})$/.exec(said);
  const short = /^(\d{1,2})-(\d{1,2})$/.exec(said);
  const [y, m, d] = whole ? [whole[1] ?? '', whole[2], whole[3]] : short ? [today.slice(0, 4), short[1], short[2]] : ['', '', ''];
  const value = `${y.length === 2 ? `20${y}` : y}-${(m ?? '').padStart(2, '0')}-${(d ?? '').padStart(2, '0')}`;
  const at = new Date(`${value}T00:00:00Z`);
  const real = /^\d{4}-/.test(value) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
  return real ? { value } : { problem: 'day', what: text };
}

export function percent(text: string): Typed<number> {
  const found = /^(\d{1,3})\s*%?$/.exec(plain(text));
  const value = found ? Number(found[1]) : 101;
  return value <= 100 ? { value } : { problem: 'percent', what: text };
}

export interface Before { pred_id: string; type: LinkType; lag: number; elapsed: boolean; lag_percent: number | null }

const LINK = /^([\d.]+)\s*(FS|SS|FF|SF)?\s*(?:([+-])\s*(\d+(?:\.\d+)?)\s*(%|e?[a-z\u4e00-\u9fff]*))?$/i;
const NAMED: [RegExp, LinkType][] = [[/完成[-—]?开始/, 'FS'], [/开始[-—]?开始/, 'SS'], [/完成[-—]?完成/, 'FF'], [/开始[-—]?完成/, 'SF']];

/** "2.1FS+3d, 4SS-50%, 7": WBS numbers, kind, lag; "e" before the unit counts every hour of the clock. */
export function predecessors(text: string, tasks: readonly Task[], perDay: number): Typed<Before[]> {
  const byNumber = new Map(tasks.map((task) => [task.wbs, task.id]));
  const found: Before[] = [];
  for (const part of plain(text).split(',').map((one) => one.trim()).filter(Boolean)) {
    const said = NAMED.reduce((now, [words, type]) => now.replace(words, type), part);
    const match = LINK.exec(said);
    if (!match) return { problem: 'link', what: part };
    const pred = byNumber.get((match[1] ?? '').replace(/\.$/, ''));
    if (!pred) return { problem: 'number', what: match[1] };
    const lag = lagOf(match[3] === '-' ? -Number(match[4]) : Number(match[4] ?? 0), match[5] ?? '', perDay);
    if (!lag) return { problem: 'link', what: part };
    found.push({ pred_id: pred, type: (match[2]?.toUpperCase() ?? 'FS') as LinkType, ...lag });
  }
  return { value: found };
}

/** "2d", "-4h", "3ed", "50%" of a link. */
export function lag(text: string, perDay: number): Typed<Pick<Before, 'lag' | 'elapsed' | 'lag_percent'>> {
  const match = /^([+-]?\d+(?:\.\d+)?)\s*(%|e?[a-z\u4e00-\u9fff]*)$/i.exec(plain(text) || '0');
  const value = match ? lagOf(Number(match[1]), match[2] ?? '', perDay) : null;
  return value ? { value } : { problem: 'lag', what: text };
}

function lagOf(amount: number, unit: string, perDay: number): Pick<Before, 'lag' | 'elapsed' | 'lag_percent'> | null {
  if (unit === '%') return Math.abs(amount) <= 1000 ? { lag: 0, elapsed: false, lag_percent: Math.round(amount) } : null;
  const elapsed = /^e/i.test(unit);
  const value = minutes(amount, elapsed ? unit.slice(1) : unit, elapsed ? 1440 : perDay);
  return value === null || Math.abs(value) > MOST ? null : { lag: value, elapsed, lag_percent: null };
}

export function lagText(link: Pick<TaskLink, 'lag' | 'elapsed' | 'lag_percent'>, perDay: number): string {
  const sign = (n: number) => (n < 0 ? '-' : '+');
  if (link.lag_percent !== null) return `${sign(link.lag_percent)}${Math.abs(link.lag_percent)}%`;
  if (!link.lag) return '';
  const text = durationText(Math.abs(link.lag), link.elapsed ? 1440 : perDay);
  return `${sign(link.lag)}${link.elapsed ? text.replace(/([a-z])$/, 'e$1') : text}`;
}

export function predecessorText(link: TaskLink, number: string, perDay: number): string {
  const lagged = lagText(link, perDay);
  return `${number}${link.type === 'FS' && !lagged ? '' : link.type}${lagged}`;
}
