import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { queryOf, type TableState } from './state';
import type { ListMeta, ListPage, ListSummary, SavedView } from './types';

export function useListMeta(list: string) {
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: ['kit.list', list, i18n.language],
    queryFn: ({ signal }) => api.get<ListMeta>(`/lists/${list}`, { signal }),
    staleTime: Infinity,
  });
}

/** Is the reader shown all that these rows are chosen and ordered by? */
export function mayAsk(query: string, meta: ListMeta): boolean {
  const params = new URLSearchParams(query);
  const asked = [...params.getAll('filter').map((f) => f.split(':', 1)[0] ?? ''), (params.get('sort') ?? '').replace(/^-/, '')];
  return !asked.some((key) => meta.closed.includes(key));
}

const withQuery = (path: string, query: string) => (query ? `${path}?${query}` : path);

/** Rows of a page and, beside them, count and sums: two requests, so that a slow count never holds the rows back. */
export function useListData<R>(path: string, resource: string, state: TableState, scope: readonly string[], more = '') {
  const query = queryOf(state, scope);
  const page = useQuery({
    queryKey: [resource, 'list', path, query, state.cursor, state.size, more],
    queryFn: ({ signal }) => api.get<ListPage<R>>(withQuery(path, query), { params: { cursor: state.cursor, size: state.size, more: more || undefined }, signal }),
    placeholderData: keepPreviousData,
  });
  const narrow = queryOf({ ...state, sort: '' }, scope);
  const summary = useQuery({
    queryKey: [resource, 'summary', path, narrow],
    queryFn: ({ signal }) => api.get<ListSummary>(withQuery(`${path}/summary`, narrow), { signal }),
    placeholderData: keepPreviousData,
  });
  return { page, summary, query };
}

export function useSavedViews(list: string, enabled: boolean) {
  return useQuery({
    queryKey: ['accounts.view', list],
    queryFn: ({ signal }) => api.get<{ items: SavedView[] }>('/views', { params: { list }, signal }),
    select: (d) => d.items,
    enabled,
    staleTime: 60_000,
  });
}

/** What a count is asked for: a query without its order. */
export function counted(query: string): string {
  const params = new URLSearchParams(query);
  params.delete('sort');
  return params.toString();
}

/** Counts on the tabs, by query; a minute old is fresh enough for them. Two views of the same rows are asked once. */
export function useViewCounts(path: string, resource: string, queries: readonly string[]): ReadonlyMap<string, ListSummary | undefined> {
  const wanted = [...new Set(queries.map(counted))];
  return useQueries({
    queries: wanted.map((q) => ({
      queryKey: [resource, 'summary', path, q],
      queryFn: () => api.get<ListSummary>(withQuery(`${path}/summary`, q)),
      staleTime: 60_000,
    })),
    combine: (results) => new Map(results.map((r, i) => [wanted[i] ?? '', r.data])),
  });
}
