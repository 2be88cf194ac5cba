import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';
import type { Option, Selection } from '@/ui';

export const CLIENT = 'clients.client';

export interface ClientRow {
  id: string; name: string; uscc: string | null; kind: string; industry: string; region: string; tags: string; owner: string | null;
  owner_id: string | null; phone: string; contracts: number; receivable: string; overdue: string; overdue_days: number; points: number;
  last_contact_at: string | null; completeness: number; created_at: string; archived_at: string | null; version: number;
}
export interface Contact {
  id: string; version: number; name: string; post: string; phone: string; email: string; decision_role: string; attitude: string; is_primary: boolean; user_id: string | null;
}
export interface Step { id: string; title: string; kind: 'step' | 'promise'; due_on: string | null; assignee_id: string | null; assignee__name: string | null }
export interface Figures {
  active_contracts: number; contract_amount: string; receivable: string; overdue: string; overdue_days: number; open_opportunities: number; points: number;
}
export interface Dossier {
  id: string; version: number; name: string; uscc: string | null; kind: string; industry: string; region: string; region_name: string; address: string;
  phone: string; email: string; website: string; legal_rep: string; business: string; source: string; since: string | null; completeness: number;
  last_contact_at: string | null; archived_at: string | null; created_at: string; owner: { id: string; name: string } | null; department: string | null;
  tags: string[]; figures: Figures; missing: { field: string; weight: number }[]; contacts: Contact[]; steps: Step[];
}
export interface Entry {
  id: number; at: string; kind: string; group: string; actor: string; resource: string; object_id: string; text: string; data: Record<string, unknown>;
}
export interface Many { done: string[]; refused: string[] }

export function useDossier(id: string) {
  return useQuery({ queryKey: [CLIENT, 'one', id], queryFn: ({ signal }) => api.get<Dossier>(`/clients/${id}`, { signal }) });
}

/** After a change of ours: everything that shows this client reads again. */
export function useRefresh() {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: [CLIENT] }), [queries]);
}

export const addNote = (id: string, body: unknown, idempotencyKey: string) => api.post(`/clients/${id}/notes`, body, { idempotencyKey });
export const addStep = (id: string, body: unknown, idempotencyKey: string) => api.post(`/clients/${id}/steps`, body, { idempotencyKey });
export const finishStep = (id: string) => api.post(`/steps/${id}/finish`);
export const reopenStep = (id: string) => api.post(`/steps/${id}/reopen`);
export const archive = (ids: string[]) => api.post<Many>('/clients/archive', { ids });
export const restore = (ids: string[]) => api.post<Many>('/clients/restore', { ids });
export const assign = (ids: string[], owner_id: string) => api.post<Many>('/clients/assign', { ids, owner_id });
export const tagMany = (ids: string[], name: string) => api.post<Many>('/clients/tag', { ids, name });
export const setTags = (id: string, names: string[]) => api.put<{ tags: string[] }>(`/clients/${id}/tags`, { names });

const CHUNK = 500;
const MOST = 5000;

/** The ids of a selection; when all rows of a filter are chosen they are read page by page, 5,000 at the most. */
export async function idsOf(selection: Selection): Promise<string[]> {
  if (!selection.all) return selection.ids;
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null && ids.length < MOST;) {
    const page: { items: { id: string }[]; next: string | null } = await api.get(`/clients?${selection.query}`, { params: { size: 200, cursor } });
    ids.push(...page.items.map((i) => i.id));
    cursor = page.next;
  }
  return ids;
}

export async function inChunks(ids: string[], act: (some: string[]) => Promise<Many>): Promise<Many> {
  const whole: Many = { done: [], refused: [] };
  for (let i = 0; i < ids.length; i += CHUNK) {
    const part = await act(ids.slice(i, i + CHUNK));
    whole.done.push(...part.done);
    whole.refused.push(...part.refused);
  }
  return whole;
}

export async function people(q: string, signal?: AbortSignal): Promise<Option[]> {
  const found = await api.get<{ items: { id: string; name: string; title: string }[] }>('/people', { params: { q, size: 50, sort: 'name', filter: ['active:eq:true'] }, signal });
  return found.items.map((p) => ({ value: p.id, label: p.name, note: p.title }));
}

export async function clients(q: string, signal?: AbortSignal): Promise<Option[]> {
  const found = await api.get<{ items: ClientRow[] }>('/clients', { params: { q, size: 20, sort: 'name', filter: ['archived:eq:false'] }, signal });
  return found.items.map((c) => ({ value: c.id, label: c.name, note: c.region }));
}

let regionsOnce: Promise<Option[]> | null = null;

/** Provinces and cities of GB/T 2260; small enough to be fetched once. */
export async function regions(q: string): Promise<Option[]> {
  regionsOnce ??= api.get<{ items: { code: string; name: string }[] }>('/regions').then((r) => r.items.map((i) => ({ value: i.code, label: i.name })));
  const all = await regionsOnce.catch((e: unknown) => { regionsOnce = null; throw e; });
  return all.filter((o) => o.label.includes(q.trim())).slice(0, 50);
}
