import type { Column, ColumnMeta, ColumnType, ListMeta } from './types';

const PREFIX = 'facts.';
const TYPES: Record<string, ColumnType> = { number: 'number', money: 'money', date: 'date', choice: 'choice', bool: 'bool' };

/** Fields that the company added to the record: the list knows them, the page does not. */
export const isAdded = (key: string) => key.startsWith(PREFIX);

/** They are hidden until chosen, and only then asked for. */
export function addedColumns<R>(meta: ListMeta | undefined): Column<R>[] {
  return (meta?.columns ?? []).filter((c) => isAdded(c.key)).map((c: ColumnMeta) => ({ key: c.key, title: c.label, width: 140, type: c.masked ? 'text' : TYPES[c.type] ?? 'text', sort: c.sortable, hidden: true }));
}

/** A row's value: those of added fields stand under `facts`. */
export function valueIn(row: unknown, key: string): unknown {
  const held = row as Record<string, unknown>;
  return isAdded(key) ? (held.facts as Record<string, unknown> | undefined)?.[key.slice(PREFIX.length)] : held[key];
}
