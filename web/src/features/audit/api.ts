import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { jobStarted } from '@/lib/jobs';

export const ENTRY = 'audit.entry';

export type EntryRow = Schema<'AuditRow'>;
export type Change = Schema<'Change'>;
export type Entry = Schema<'EntryOut'>;
export type Finding = Schema<'FindingOut'>;
export type Verified = Schema<'VerifiedOut'>;
export type State = Schema<'StateOut'>;

export const useEntry = (id: string) => useQuery({ queryKey: [ENTRY, 'one', id], queryFn: ({ signal }) => api.get<Entry>(`/audit/${id}`, { signal }) });

const REFRESH_MS = 30_000;
export const useAuditState = () => useQuery({ queryKey: [ENTRY, 'state'], queryFn: ({ signal }) => api.get<State>('/audit/state', { signal }), refetchInterval: REFRESH_MS });

export function useRefreshState() {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: [ENTRY, 'state'] }), [queries]);
}

export async function startVerification(): Promise<string> {
  const { id } = await api.post<Schema<'Started'>>('/audit/verifications');
  jobStarted();
  return id;
}

/** The words of the list for acts, kinds and channels: the same on the page of one entry, and asked for once. */
export function useWords() {
  const { i18n } = useTranslation();
  const words = useQuery({ queryKey: ['kit.list', 'audit', i18n.language], queryFn: ({ signal }) => api.get<Schema<'ListOut'>>('/lists/audit', { signal }), staleTime: Infinity });
  return useCallback((column: string, value: string) => words.data?.columns.find((c) => c.key === column)?.choices?.find((c) => c.value === value)?.label ?? value, [words.data]);
}
