import type { TFunction } from 'i18next';
import { isAmount, yuan } from '@/lib/money';
import type { FilterMeta, FilterValue } from './types';

const FAMILY: Record<string, string> = { number: 'num', money: 'num', date: 'date', choice: 'set', person: 'set', record: 'set', bool: 'bool', text: 'text' };

export function opWord(t: TFunction, meta: FilterMeta, op: string): string {
  return t(op === 'empty' || op === 'filled' ? `op.${op}` : `op.${FAMILY[meta.type] ?? 'text'}.${op}`);
}

export const needsValue = (op: string) => op !== 'empty' && op !== 'filled';

/** today, today+30, today-7 are dates the server reads on its own day. */
function dateWord(t: TFunction, value: string): string {
  const match = /^today([+-]\d+)?$/.exec(value);
  if (!match) return value;
  const n = Number(match[1] ?? 0);
  if (n === 0) return t('day.today');
  return n > 0 ? t('day.in_days', { count: n }) : t('day.days_ago', { count: -n });
}

/** What stands in the chip: 长三角, ¥1,000,000 — ¥5,000,000, 2026-01-01 — 2026-03-31. */
export function valueWord(t: TFunction, meta: FilterMeta, filter: FilterValue, people: ReadonlyMap<string, string>): string {
  if (!needsValue(filter.op)) return '';
  const values = filter.value.split(',').filter(Boolean);
  if (values.length === 0) return t('table.choose');
  if (meta.type === 'bool') return t(filter.value === 'true' ? 'word.yes' : 'word.no');
  if (meta.type === 'money') {
    return values.map((v) => (isAmount(v) ? `¥${yuan(v).replace(/\.00$/, '')}` : v)).join(' — ');
  }
  if (meta.type === 'date') return values.map((v) => dateWord(t, v)).join(' — ');
  if (meta.type === 'number') return values.join(' — ');
  if (meta.type === 'text') return filter.value;
  const labels = values.map((v) => (v === 'me' ? t('word.me') : (meta.choices?.find((c) => c.value === v)?.label ?? people.get(v))));
  const named = labels.filter((l): l is string => Boolean(l));
  if (named.length === 0) return t('table.n_items', { count: values.length });
  const joined = named.slice(0, 2).join(t('word.and'));
  return values.length > 2 ? t('table.and_more', { first: joined, count: values.length }) : joined;
}
