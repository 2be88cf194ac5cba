import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';
import { jobStarted } from '@/lib/jobs';

export const BATCH = 'imports.batch';

export type Status = 'mapping' | 'checking' | 'review' | 'committing' | 'done' | 'stopped' | 'undoing' | 'undone';
export type Verdict = 'new' | 'update' | 'unchanged' | 'confirm' | 'rejected' | 'skipped';
export type Cell = string | number | boolean | null | { error: string };

export interface ImportItem {
  id: string; filename: string; status: Status; total: number; created_count: number; updated_count: number; rejected_count: number;
  owner: string; created_at: string; committed_at: string | null; version: number;
}
export interface TargetField { key: string; label: string; kind: string; required: boolean }
export interface Target { code: string; title: string; shown: string[]; fields: TargetField[] }
export interface ColumnUse { field: string; confidence?: number; why?: string; unit?: string | null; order?: string | null; proven?: string | null }
export interface SheetUse {
  index: number; name: string; visible: boolean; included: boolean; header_rows: number[]; headers: string[]; row_count: number; blank_rows: number;
  left_out: { row: number; kind: string; text: string }[]; columns: Record<string, ColumnUse>; remembered: boolean; head: Cell[][]; samples: Cell[][];
}
export interface ProblemKind { severity: 'error' | 'ask'; field: string; code: string; label: string; rows: number }
export interface Counts {
  total: number; ready: number; verdicts: Record<Verdict, number>; states: Record<'pending' | 'committed' | 'refused' | 'undone' | 'kept', number>;
  problems: ProblemKind[]; cleaned: Record<string, number>;
}
export interface Batch {
  id: string; version: number; filename: string; kind: string; size: number; target: Target; status: Status; owner: { id: string; name: string };
  created_at: string; committed_at: string | null; undone_at: string | null; archived_at: string | null; notices: string[];
  options: { owner_id?: string | null }; sheets: SheetUse[]; counts: Counts;
  earlier: { id: string; status: Status; created_at: string; owner__name: string }[];
  job: { id: string; status: string; done: number; total: number; error: string } | null;
}
export interface RowProblem { field: string; code: string; severity: 'error' | 'ask'; message: string; offers: { value: string; label: string }[] }
export interface Row {
  id: number; position: number; number: number; sheet: string; verdict: Verdict; state: string; object_id: string | null;
  cells: Record<string, { text: string; value: string | null }>; edited: string[]; problems: RowProblem[];
}
interface RowsPage { items: Row[]; next: number | null; count: number }
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

/** After a change of ours: the import, its rows and the list read again. */
export function useRefresh() {
  const queries = useQueryClient();
  return useCallback(() => { jobStarted(); return queries.invalidateQueries({ queryKey: [BATCH] }); }, [queries]);
}

export function upload(file: File, target = 'clients'): Promise<Batch> {
  const body = new FormData();
  body.append('file', file);
  body.append('target', target);
  return api.post<Batch>('/imports', body);
}

export interface SheetIn { index: number; included: boolean; columns: Record<string, string>; orders: Record<string, string> }
export const setColumns = (b: Batch, sheets: SheetIn[]) => api.put<Batch>(`/imports/${b.id}/columns`, { sheets }, { version: b.version });
export const setHeader = (b: Batch, sheet: number, row: number) => api.put<Batch>(`/imports/${b.id}/sheets/${sheet}/header`, { row }, { version: b.version });
export const setOwner = (b: Batch, owner_id: string | null) => api.put<Batch>(`/imports/${b.id}/options`, { owner_id });
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
  api.post<{ done: number; left: number }>(`/imports/${id}/resolve`, { field: kind.field, code: kind.code, act });

export const rejectedUrl = (id: string, format: 'xlsx' | 'csv') => `/api/v1/imports/${id}/rejected?format=${format}`;
