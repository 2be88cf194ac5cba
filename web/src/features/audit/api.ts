import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { jobStarted } from '@/lib/jobs';

export const ENTRY = 'audit.entry';

export interface EntryRow {
  id: string; at: string; actor: string; action: string; resource: string; title: string; object_id: string; channel: string; address: string; device: string; reason: string; request_id: string;
  before: string | null; after: string | null;
}
export interface Change { field: string; label: string; before: unknown; after: unknown }
export interface Entry {
  id: number; at: string; actor_id: string | null; actor_name: string; action: string; resource: string; object_id: string; title: string; reason: string; channel: string; address: string; device: string; request_id: string;
  changes: Change[]; link: string | null; seal: { number: number; sealed_at: string; digest: string } | null;
}
export interface Finding { kind: string; seal: number; entry: number; text: string }
export interface Verified { at: string; by: string; ok: boolean; entries: number; seals: number; anchors: number; findings: Finding[] }
export interface State {
  sealed: { number: number; last_id: number; total: number; sealed_at: string; digest: string } | null;
  waiting: number; verified: Verified | null; removed: { last_id: number; at: string } | null; keep_months: number; job: string | null; can: { verify: boolean; all: boolean };
}

export const useEntry = (id: string) => useQuery({ queryKey: [ENTRY, 'one', id], queryFn: ({ signal }) => api.get<Entry>(`/audit/${id}`, { signal }) });

const REFRESH_MS = 30_000;
export const useAuditState = () => useQuery({ queryKey: [ENTRY, 'state'], queryFn: ({ signal }) => api.get<State>('/audit/state', { signal }), refetchInterval: REFRESH_MS });

export function useRefreshState() {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: [ENTRY, 'state'] }), [queries]);
}

export async function startVerification(): Promise<string> {
  const { id } = await api.post<{ id: string }>('/audit/verifications');
  jobStarted();
  return id;
}

interface Words { columns: { key: string; choices: { value: string; label: string }[] | null }[] }

/** The words of the list for acts, kinds and channels: the same on the page of one entry, and asked for once. */
export function useWords() {
  const { i18n } = useTranslation();
  const words = useQuery({ queryKey: ['kit.list', 'audit', i18n.language], queryFn: ({ signal }) => api.get<Words>('/lists/audit', { signal }), staleTime: Infinity });
  return useCallback((column: string, value: string) => words.data?.columns.find((c) => c.key === column)?.choices?.find((c) => c.value === value)?.label ?? value, [words.data]);
}
