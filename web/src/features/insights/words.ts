import { figure } from '@/lib/money';

const TEN_THOUSAND = 10_000;

export const isZh = (lang: string) => lang.startsWith('zh');

/** 3.70 + 亿元; the unit is a key of `unit`. */
export function headline(value: string, lang: string): { value: string; unit: string } {
  const f = figure(value, lang);
  return { value: f.value, unit: f.unit };
}

/** 30.92 + 万分 from ten thousand on, in Chinese. */
export function pointsHeadline(value: number, lang: string): { value: string; unit: string } {
  if (isZh(lang) && Math.abs(value) >= TEN_THOUSAND) return { value: (value / TEN_THOUSAND).toFixed(2), unit: 'wan_points' };
  return { value: value.toLocaleString('en-US').replace('-', '−'), unit: 'points' };
}

/** "2026-11" → "11月" or "Nov"; the year stands at each January and at the first. */
export function monthName(month: string, lang: string, first: boolean): string {
  const [year = '', number = ''] = month.split('-');
  const name = isZh(lang) ? `${Number(number)}月` : new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2000, Number(number) - 1));
  return first || number === '01' ? `${name}\n${year}` : name;
}
