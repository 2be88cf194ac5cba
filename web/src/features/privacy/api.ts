import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';

export const PERSONS = 'privacy.persons';
export const KEYS = 'privacy.keys';
export const REQUEST = 'privacy.request';
export const CONSENT = 'privacy.consent';

export type Found = Schema<'PersonFound'>;
export type ConsentRow = Schema<'ConsentOut'>;
export type Held = Schema<'PersonHeld'>;
export type RequestRow = Schema<'PersonRequestRow'>;
export type ConsentListRow = Schema<'ConsentRow'>;
export type Notice = Schema<'NoticeRow'>;
export type Told = Schema<'NoticeOut'>;
export type Rule = Schema<'RetentionRow'>;
export type Activity = Schema<'ProcessingRow'>;
export type Rotation = Schema<'RotationOut'>;
export type KeysPage = Schema<'KeysOut'>;
export type Lost = Schema<'UnreadableOut'>;

const at = (...key: string[]) => ['privacy', ...key];

export const useFound = (q: string) => useQuery({ queryKey: at('people', q), enabled: q.trim() !== '', queryFn: ({ signal }) => api.get<Schema<'PersonsFound'>>('/privacy/people', { params: { q }, signal }), select: (d) => d.items });
export const useHeld = (kind: string, id: string) => useQuery({ queryKey: at('held', kind, id), queryFn: ({ signal }) => api.get<Held>(`/privacy/people/${kind}/${id}`, { signal }) });
export const useNotices = () => useQuery({ queryKey: at('notices'), queryFn: ({ signal }) => api.get<Schema<'NoticesOut'>>('/privacy/notices', { signal }) });
export const useRules = () => useQuery({ queryKey: at('rules'), queryFn: ({ signal }) => api.get<Schema<'RetentionOut'>>('/privacy/retention', { signal }), select: (d) => d.items });
export const useDue = (target: string | null) => useQuery({ queryKey: at('due', target ?? ''), enabled: Boolean(target), queryFn: ({ signal }) => api.get<Schema<'PersonsDue'>>(`/privacy/retention/${target}/due`, { signal }), select: (d) => d.items });
export const useRegister = () => useQuery({ queryKey: at('register'), queryFn: ({ signal }) => api.get<Schema<'ProcessingOut'>>('/privacy/register', { signal }), select: (d) => d.items });
export const useTold = (path: string) => useQuery({ queryKey: at('told', path), queryFn: ({ signal }) => api.get<Told>(path, { signal }) });
export const useLost = (on: boolean) => useQuery({ queryKey: at('lost'), enabled: on, staleTime: 0, queryFn: ({ signal }) => api.get<Lost>('/keys/unreadable', { signal }) });
const LIVE_MS = 1000;
export const useKeys = () => useQuery({
  queryKey: at('keys'), queryFn: ({ signal }) => api.get<KeysPage>('/keys', { signal }),
  refetchInterval: (q) => (q.state.data?.rotations.some((r) => r.busy) ? LIVE_MS : false),
});

export function useRefresh() {
  const queries = useQueryClient();
  return useCallback(async () => {
    await Promise.all([['privacy'], [REQUEST], [CONSENT]].map((queryKey) => queries.invalidateQueries({ queryKey })));
  }, [queries]);
}
