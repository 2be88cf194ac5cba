import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';

export const PERSONS = 'privacy.persons';
export const KEYS = 'privacy.keys';
export const REQUEST = 'privacy.request';
export const CONSENT = 'privacy.consent';

export interface Found { kind: 'contact' | 'user'; id: string; name: string; about: string; phone: string; email: string; active: boolean }
export interface ConsentRow { id: string; purpose: string; notice: number | null; given_at: string; how: string; note: string; recorded_by: string; withdrawn_at: string | null; withdrawn_how: string }
export interface Held {
  kind: 'contact' | 'user'; id: string; name: string; places: Found[];
  items: { code: string; title: string; count: number; does: 'anonymise' | 'delete' | 'keep'; why: string }[];
  work: { title: string; count: number }[]; blocks: string[]; consents: ConsentRow[];
  requests: { id: string; number: string; kind: string; state: string; received_on: string; due_on: string }[];
}
export interface RequestRow {
  id: string; number: string; person: string; client: string; kind: string; state: 'open' | 'done' | 'refused'; received_on: string; due_on: string;
  handler: string | null; contact_id: string | null; user_id: string | null; wish: string; answer: string; closed_by: string; version: number;
}
export interface ConsentListRow { id: string; person: string; client: string; purpose: string; notice: number | null; given_at: string; how: string; withdrawn_at: string | null; recorded_by: string; contact_id: string | null; user_id: string | null }
export interface Notice { id: string; audience: 'staff' | 'contact'; number: number | null; zh: string; en: string; published_at: string | null; published_by: string; agreed: number }
export interface Told { notice: { id: string; number: number; zh: string; en: string; published_at: string } | null; open: boolean }
export interface Rule {
  target: string; title: string; months: number; action: string; actions: { value: string; label: string }[]; is_on: boolean; due: number;
  runs: { at: string; action: string; found: number; done: number; refused: number }[];
}
export interface Activity {
  code: string; title: string; who: string; fields: string[]; encrypted: string[]; purpose: string; ground: string; ground_label: string; recipients: string; measures: string;
  does: string; months: number | null; until: string; edited: boolean;
}
export interface Rotation { id: string; ring: string; key_id: string; state: 'running' | 'done'; done: number; total: number; changed: number; unreadable: number; begun_by: string; created_at: string; finished_at: string | null; busy: boolean }
export interface KeysPage {
  cipher: 'aes' | 'sm4'; folder: string; rings: { ring: 'field' | 'blind'; keys: { id: string; writes: boolean; values: number | null; sm4: number }[] }[];
  missing: { id: string; values: number }[]; retired: { ring: string; id: string }[]; rotations: Rotation[];
}
export interface Lost { items: { table: string; title: string; id: string; field: string; key: string; link: string | null }[]; more: boolean }

const at = (...key: string[]) => ['privacy', ...key];

export const useFound = (q: string) => useQuery({ queryKey: at('people', q), enabled: q.trim() !== '', queryFn: ({ signal }) => api.get<{ items: Found[] }>('/privacy/people', { params: { q }, signal }), select: (d) => d.items });
export const useHeld = (kind: string, id: string) => useQuery({ queryKey: at('held', kind, id), queryFn: ({ signal }) => api.get<Held>(`/privacy/people/${kind}/${id}`, { signal }) });
export const useNotices = () => useQuery({ queryKey: at('notices'), queryFn: ({ signal }) => api.get<{ items: Notice[]; templates: Record<string, { zh: string; en: string }> }>('/privacy/notices', { signal }) });
export const useRules = () => useQuery({ queryKey: at('rules'), queryFn: ({ signal }) => api.get<{ items: Rule[] }>('/privacy/retention', { signal }), select: (d) => d.items });
export const useDue = (target: string | null) => useQuery({ queryKey: at('due', target ?? ''), enabled: Boolean(target), queryFn: ({ signal }) => api.get<{ items: { kind: string; id: string; name: string }[] }>(`/privacy/retention/${target}/due`, { signal }), select: (d) => d.items });
export const useRegister = () => useQuery({ queryKey: at('register'), queryFn: ({ signal }) => api.get<{ items: Activity[] }>('/privacy/register', { signal }), select: (d) => d.items });
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
