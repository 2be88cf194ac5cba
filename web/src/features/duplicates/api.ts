import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useRefreshOf } from '@/lib/refresh';

export const CLIENT = 'clients.client';
export const DUPLICATE = 'stewardship.duplicate';
export const MERGE = 'clients.merge';

export type Row = Schema<'DuplicateRow'>;
export type Duplicate = Schema<'DuplicateOut'>;
export type Pair = Schema<'PairOut'>;
export type Waterfall = Schema<'WaterfallOut'>;
export type Overview = Schema<'DuplicateOverview'>;
export type Preview = Schema<'MergePreview'>;
export type FieldLine = Schema<'MergeField'>;
export type Merge = Schema<'MergeOut'>;
export type UndoLook = Schema<'UndoLook'>;
export type Certain = Schema<'CertainOut'>;
export type Picks = Record<string, string>;

export function useOverview() {
  return useQuery({
    queryKey: [DUPLICATE, 'overview'],
    queryFn: ({ signal }) => api.get<Overview>('/duplicates/overview', { signal }),
    refetchInterval: (q) => (q.state.data?.running ? 2000 : false),
  });
}

export function useDuplicate(id: string) {
  return useQuery({ queryKey: [DUPLICATE, 'one', id], queryFn: ({ signal }) => api.get<Duplicate>(`/duplicates/${id}`, { signal }) });
}

export function useClientDuplicates(id: string) {
  return useQuery({ queryKey: [DUPLICATE, 'client', id], queryFn: ({ signal }) => api.get<Schema<'ClientDuplicates'>>(`/clients/${id}/duplicates`, { signal }) });
}

/** What merging would do; asked anew with each choice, and the old answer stays until the new one is there. */
export function usePreview(ids: string[], survivor: string | null, picks: Picks) {
  return useQuery({
    queryKey: [CLIENT, 'merge', ids.join(), survivor, JSON.stringify(picks)],
    queryFn: ({ signal }) => api.post<Preview>('/clients/merge/preview', { ids, survivor, picks }, { signal }),
    placeholderData: keepPreviousData,
    enabled: ids.length >= 2,
  });
}

export function useUndoLook(id: string) {
  return useQuery({ queryKey: [MERGE, 'undo', id], queryFn: ({ signal }) => api.get<UndoLook>(`/clients/merges/${id}/undo`, { signal }), staleTime: 0 });
}

const SHOWN = [DUPLICATE, MERGE, CLIENT] as const;
export const useRefresh = () => useRefreshOf(SHOWN);

export const find = () => api.post<Schema<'JobBegun'>>('/duplicates/find', {});
export const settle = (id: string, body: Schema<'SettlePairIn'>) => api.post<Duplicate>(`/duplicates/${id}/settle`, body);
export const mergeCertain = (ids: string[], idempotencyKey: string) => api.post<Certain>('/duplicates/merge', { ids }, { idempotencyKey });
export const merge = (body: Schema<'MergeIn'>, idempotencyKey?: string) => api.post<Merge>('/clients/merge', body, { idempotencyKey });
export const undoMerge = (id: string, body: Schema<'UndoIn'>) => api.post<Merge>(`/clients/merges/${id}/undo`, body);

/** Never told as a hundred: nothing is that certain. */
export const percentOf = (chance: string | number) => `${Math.min(99.9, Math.floor(Number(chance) * 1000) / 10).toFixed(1)}%`;
