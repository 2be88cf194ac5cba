import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DateText } from '../DateText';
import { Money } from '../Money';
import { Person, type PersonValue } from '../Person';
import { Tag } from '../atoms';
import { valueIn } from './added';
import type { Column, ListMeta } from './types';

const RIGHT = new Set(['number', 'money', 'percent', 'date', 'ago']);

export function alignOf<R>(column: Column<R>): 'left' | 'right' {
  return column.align ?? (column.type && RIGHT.has(column.type) ? 'right' : 'left');
}

function YesNo({ value }: { value: boolean }) {
  const { t } = useTranslation();
  return <>{t(value ? 'word.yes' : 'word.no')}</>;
}

const Nothing = () => <span className="t3">—</span>;

function choiceLabel(meta: ListMeta | undefined, key: string, value: unknown, join: string): string {
  const choices = meta?.columns.find((c) => c.key === key)?.choices;
  if (Array.isArray(value)) return value.map((v) => choiceLabel(meta, key, v, join)).join(join);
  return choices?.find((c) => c.value === value)?.label ?? String(value);
}

/** A cell without a `render`: empty is —, zero is 0. */
export function defaultCell<R>(column: Column<R>, row: R, meta: ListMeta | undefined, lang: string): ReactNode {
  const value = valueIn(row, column.key);
  if (value === null || value === undefined || value === '') return <Nothing />;
  switch (column.type) {
    case 'money': return <Money value={String(value)} />;
    case 'date': return <DateText value={String(value)} />;
    case 'ago': return <DateText value={String(value)} as="ago" />;
    case 'person': return <Person value={value as PersonValue | string} />;
    case 'percent': return <span className="num">{String(value)}%</span>;
    case 'number': return <span className="num">{typeof value === 'number' ? value.toLocaleString(lang) : String(value)}</span>;
    case 'choice': return choiceLabel(meta, column.key, value, lang.startsWith('en') ? ', ' : '、');
    case 'bool': return <YesNo value={value === true} />;
    case 'tags': return <span className="row g4">{(value as (string | { name: string })[]).map((tag) => { const name = typeof tag === 'string' ? tag : tag.name; return <Tag key={name}>{name}</Tag>; })}</span>;
    default: return String(value);
  }
}
