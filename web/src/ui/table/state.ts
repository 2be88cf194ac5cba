import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { FilterValue } from './types';

export interface TableState {
  view: string;
  q: string;
  filters: FilterValue[];
  /** "-receivable"; empty means the list's own order. */
  sort: string;
  cursor: string;
  /** Counted from 1, for 第 n 个; the cursor alone says where the rows are. */
  page: number;
  size: number;
}

export const SIZES = [20, 50, 100, 200] as const;
const DEFAULT_SIZE = 50;

export function parseFilter(raw: string): FilterValue | null {
  const [field, op, ...rest] = raw.split(':');
  return field && op ? { field, op, value: rest.join(':') } : null;
}

export const formatFilter = (f: FilterValue) => `${f.field}:${f.op}:${f.value}`;

export function readState(params: URLSearchParams): TableState {
  const size = Number(params.get('size'));
  return {
    view: params.get('view') ?? 'all',
    q: params.get('q') ?? '',
    filters: params.getAll('filter').map(parseFilter).filter((f): f is FilterValue => f !== null),
    sort: params.get('sort') ?? '',
    cursor: params.get('cursor') ?? '',
    page: Math.max(1, Number(params.get('page')) || 1),
    size: SIZES.some((s) => s === size) ? size : DEFAULT_SIZE,
  };
}

/** What the server is asked, without the page. Also what a saved view keeps. */
export function queryOf(state: Pick<TableState, 'q' | 'filters' | 'sort'>, scope: readonly string[] = []): string {
  const out = new URLSearchParams();
  if (state.q) out.set('q', state.q);
  scope.forEach((s) => out.append('filter', s));
  state.filters.forEach((f) => out.append('filter', formatFilter(f)));
  if (state.sort) out.set('sort', state.sort);
  return out.toString();
}

export function writeState(params: URLSearchParams, state: TableState): URLSearchParams {
  const out = new URLSearchParams(params);
  ['view', 'q', 'filter', 'sort', 'cursor', 'page', 'size'].forEach((k) => out.delete(k));
  if (state.view !== 'all') out.set('view', state.view);
  new URLSearchParams(queryOf(state)).forEach((v, k) => out.append(k, v));
  if (state.cursor) out.set('cursor', state.cursor);
  if (state.cursor && state.page > 1) out.set('page', String(state.page));
  if (state.size !== DEFAULT_SIZE) out.set('size', String(state.size));
  return out;
}

/** The whole state of a table lives in the address: reload, back and a pasted link show the same rows. */
export function useTableState() {
  const [params, setParams] = useSearchParams();
  const state = useMemo(() => readState(params), [params]);
  const change = useCallback((patch: Partial<TableState>, replace = false) => {
    setParams((old) => {
      const before = readState(old);
      const turns = 'cursor' in patch;
      return writeState(old, { ...before, ...(turns ? {} : { cursor: '', page: 1 }), ...patch });
    }, { replace });
  }, [setParams]);
  return { state, change };
}
