import { useCallback, useState } from 'react';
import { load, save } from '@/lib/storage';
import { userKey } from '@/lib/user';
import type { Column } from './types';

export type Density = 'compact' | 'normal' | 'roomy';
export const ROW_HEIGHT: Record<Density, number> = { compact: 34, normal: 40, roomy: 48 };

export interface ColumnPrefs { order: string[]; hidden: string[] }

/** The reader's order, then columns that are new since; the first column stays first, because it is the link. */
export function arrange<R>(columns: readonly Column<R>[], prefs: ColumnPrefs | null): Column<R>[] {
  const [first, ...rest] = columns;
  if (!first) return [];
  if (!prefs) return [first, ...rest.filter((c) => !c.hidden)];
  const known = new Set([...prefs.order, ...prefs.hidden]);
  const place = (c: Column<R>) => { const i = prefs.order.indexOf(c.key); return i < 0 ? prefs.order.length : i; };
  const shown = rest.filter((c) => (known.has(c.key) ? !prefs.hidden.includes(c.key) : !c.hidden));
  return [first, ...shown.sort((a, b) => place(a) - place(b))];
}

export function useTablePrefs(list: string) {
  const [density, setDensityState] = useState<Density>(() => load<Density>(userKey('density'), 'normal'));
  const [columns, setColumnsState] = useState<ColumnPrefs | null>(() => load<ColumnPrefs | null>(userKey(`columns.${list}`), null));
  const setDensity = useCallback((value: Density) => { save(userKey('density'), value); setDensityState(value); }, []);
  const setColumns = useCallback((value: ColumnPrefs | null) => { save(userKey(`columns.${list}`), value); setColumnsState(value); }, [list]);
  return { density, setDensity, columns, setColumns };
}
