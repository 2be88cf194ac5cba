import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { jobStarted } from '@/lib/jobs';

export const BATCH = 'imports.batch';
export const MAPPING = 'imports.mapping';

export type Status = Batch['status'];
export type Verdict = Row['verdict'];
export type Cell = SheetUse['head'][number][number];

export type ImportItem = Schema<'ImportBatchRow'>;
export type TargetField = Schema<'TargetField'>;
export type Target = Schema<'ImportTargetOut'>;
export type ColumnUse = Schema<'ColumnUse'>;
export type SheetUse = Schema<'SheetUse'>;
export type ProblemKind = Schema<'ProblemKind'>;
export type Counts = Schema<'ImportCounts'>;
export type Batch = Schema<'ImportOut'>;
export type CleanRule = Schema<'CleanRule'>;
export type UndoItem = Schema<'UndoItem'>;
export type UndoClash = Schema<'UndoClash'>;
export type Mapping = Schema<'MappingRow'>;
export type RowProblem = Schema<'RowProblem'>;
export type Row = Schema<'ImportLine'>;
type RowsPage = Schema<'ImportLinePage'>;
export interface Narrow { show: string; field?: string; code?: string }

const RUNNING: Status[] = ['checking', 'committing', 'undoing'];
export const isRunning = (status: Status) => RUNNING.includes(status);

export function useBatch(id: string) {
  return useQuery({
    queryKey: [BATCH, 'one', id],
    queryFn: ({ signal }) => api.get<Batch>(`/imports/${id}`, { signal }),
    refetchInterval: (q) => (q.state.data && isRunning(q.state.data.status) ? 800 : false),
  });
}

export function useRows(id: string, narrow: Narrow, enabled = true) {
  return useInfiniteQuery({
    queryKey: [BATCH, 'rows', id, narrow],
    queryFn: ({ signal, pageParam }) => api.get<RowsPage>(`/imports/${id}/rows`, { params: { ...narrow, after: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next,
    enabled,
  });
}

/** What undoing will do, or did: asked for part by part, added up. */
export function useUndoPlan(id: string) {
  const plan = useInfiniteQuery({
    queryKey: [BATCH, 'undo', id],
    queryFn: ({ signal, pageParam }) => api.get<Schema<'UndoPlan'>>(`/imports/${id}/undo`, { params: { after: pageParam }, signal }),
    initialPageParam: 0,
    getNextPageParam: (last) => last.next,
  });
  const { hasNextPage, isFetchingNextPage, fetchNextPage, isError } = plan;
  useEffect(() => { if (hasNextPage && !isFetchingNextPage && !isError) void fetchNextPage(); }, [hasNextPage, isFetchingNextPage, fetchNextPage, isError]);
  const pages = plan.data?.pages ?? [];
  const sum = (act: keyof Schema<'UndoActs'>) => pages.reduce((total, page) => total + page.acts[act], 0);
  return {
    acts: { remove: sum('remove'), restore: sum('restore'), partly: sum('partly'), keep: sum('keep') },
    records: pages.reduce((total, page) => total + page.records, 0), items: pages.flatMap((page) => page.items),
    whole: plan.isSuccess && !hasNextPage, error: plan.error, retry: () => { void plan.refetch(); },
  };
}

/** The name of a field of a target. */
export function useMappingFields() {
  const targets = useQuery({ queryKey: [BATCH, 'targets'], queryFn: ({ signal }) => api.get<{ items: Target[] }>('/import-targets', { signal }) });
  return (target: string, key: string) => targets.data?.items.find((t) => t.code === target)?.fields.find((f) => f.key === key)?.label ?? key;
}

/** After a change of ours: the import, its rows and the list read again. */
export function useRefresh() {
  const queries = useQueryClient();
  return useCallback(() => {
    jobStarted();
    return Promise.all([queries.invalidateQueries({ queryKey: [BATCH] }), queries.invalidateQueries({ queryKey: [MAPPING] })]);
  }, [queries]);
}

export function upload(file: File, target = 'clients'): Promise<Batch> {
  const body = new FormData();
  body.append('file', file);
  body.append('target', target);
  return api.post<Batch>('/imports', body);
}

export type SheetIn = Required<Schema<'SheetIn'>>;
export const setColumns = (b: Batch, sheets: SheetIn[]) => api.put<Batch>(`/imports/${b.id}/columns`, { sheets }, { version: b.version });
export const setHeader = (b: Batch, sheet: number, row: number) => api.put<Batch>(`/imports/${b.id}/sheets/${sheet}/header`, { row }, { version: b.version });
export const setInvite = (b: Batch, invite: boolean) => api.put<Batch>(`/imports/${b.id}/options`, { invite });
export const setOwner = (b: Batch, owner_id: string | null) => api.put<Batch>(`/imports/${b.id}/options`, { owner_id });
export const setRules = (b: Batch, off: string[]) => api.put<Batch>(`/imports/${b.id}/rules`, { off });
export const renameMapping = (m: Mapping, name: string) => api.patch<Mapping>(`/import-mappings/${m.id}`, { name }, { version: m.version });
export const forgetMapping = (id: string) => api.post(`/import-mappings/${id}/archive`);
export const restoreMapping = (id: string) => api.post(`/import-mappings/${id}/restore`);
export const check = (b: Batch) => api.post<Batch>(`/imports/${b.id}/check`);
export const commit = (b: Batch) => api.post<Batch>(`/imports/${b.id}/commit`);
export const undo = (b: Batch) => api.post<Batch>(`/imports/${b.id}/undo`);
export const archive = (id: string) => api.post(`/imports/${id}/archive`);
export const restore = (id: string) => api.post(`/imports/${id}/restore`);
export const editRow = (id: string, row: Row, cells: Record<string, string>) => api.patch(`/imports/${id}/rows/${row.id}`, { cells });
export const accept = (id: string, row: Row, p: RowProblem, offer: number) => api.post(`/imports/${id}/rows/${row.id}/accept`, { field: p.field, code: p.code, offer });
export const keep = (id: string, row: Row, p: RowProblem) => api.post(`/imports/${id}/rows/${row.id}/keep`, { field: p.field, code: p.code });
export const skip = (id: string, row: Row, skipped: boolean) => api.post(`/imports/${id}/rows/${row.id}/skip`, { skipped });
export const resolveAll = (id: string, kind: { field: string; code: string }, act: 'accept' | 'keep' | 'skip') =>
  api.post<Schema<'Resolved'>>(`/imports/${id}/resolve`, { field: kind.field, code: kind.code, act });

const PLACES = { clients: '/clients', people: '/people', resources: '/resources' };
/** What the records of an import are. */
export const kindOf = (b: Batch) => (b.target?.code === 'people' || b.target?.code === 'resources' ? b.target.code : 'clients');
/** Where they are: their list, and one of them. */
export const placeOf = (b: Batch) => PLACES[kindOf(b)];

/** Without a format: that of the file sent. */
export const rejectedUrl = (id: string, format: '' | 'xlsx' | 'csv' = '') => `/api/v1/imports/${id}/rejected${format && `?format=${format}`}`;
