import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';
import type { Many } from '@/lib/bulk';

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
