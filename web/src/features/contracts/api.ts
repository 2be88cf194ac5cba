import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';

export const CONTRACT = 'contracts.contract';
export const INSTALMENT = 'contracts.instalment';
export const RECEIPT = 'contracts.receipt';
export const ENTITY = 'contracts.legal_entity';

export type Kind = 'advance' | 'progress' | 'final' | 'retention';
export type DueKind = 'date' | 'milestone' | 'acceptance';
export type State = 'waiting' | 'not_due' | 'due_soon' | 'overdue' | 'retained' | 'paid';
export const KINDS: Kind[] = ['advance', 'progress', 'final', 'retention'];
export const DUE_KINDS: DueKind[] = ['date', 'milestone', 'acceptance'];

export interface ContractRow {
  id: string; title: string; number: string | null; client: string; client_id: string; status: string; amount: string; received: string; owed: string;
  overdue: string; credit: string; next_due_on: string | null; signed_on: string | null; ends_on: string | null; owner: string | null; version: number;
}
export interface ReceivableRow {
  id: string; client: string; client_id: string; contract: string; contract_id: string; number: string; title: string; kind: Kind; amount: string;
  received: string; owed: string; due_on: string | null; expected_on: string | null; state: State; days: number | null; age: string; owner: string | null;
}
export interface ReceiptRow {
  id: string; received_on: string; client: string; contract: string; contract_id: string; number: string; amount: string; payer: string; reference: string;
  state: 'recorded' | 'reversed' | 'reversal'; recorded_by: string; reason: string; created_at: string;
}
export interface Instalment {
  id: string; seq: number; kind: Kind; title: string; amount: string; due_kind: DueKind; due_on: string | null; expected_on: string | null; days_after: number;
  due_cause: string; received: string; owed: string; last_received_on: string | null; state: State; days: number | null;
}
export interface Warning { code: 'retention_high' | 'defects_long'; retained?: string; limit?: string | number; months?: number }
export interface Contract {
  id: string; version: number; number: string | null; title: string; client_id: string; client: string; opportunity_id: string | null;
  legal_entity_id: string | null; legal_entity: string | null; amount: string; tax_rate: string; price: string; tax: string; signed_on: string | null;
  starts_on: string | null; ends_on: string | null; defects_months: number; warranty_months: number; status: 'draft' | 'in_force' | 'completed' | 'terminated';
  plan_no: number; close_reason: string; owner: string | null; owner_id: string | null; department: string | null; archived_at: string | null; today: string;
  figures: { received: string; owed: string; credit: string; next_due_on: string | null };
  breakdown: { received: string; overdue: string; soon: string; later: string; retention: string };
  instalments: Instalment[]; warnings: Warning[]; counts: { receipts: number | null }; can: string[];
  plan_version: { no: number; amount: string; reason: string; created_at: string; created_by_name: string } | null;
}
export interface Receipt {
  id: string; amount: string; received_on: string; payer: string; reference: string; reverses_id: string | null; reversed_at: string | null; reason: string;
  recorded_by_name: string; created_at: string; allocations: { instalment_id: string | null; title: string | null; amount: string }[];
}
export interface PlanVersion { no: number; amount: string; rows: { title: string; amount: string; due_on: string | null; due_kind: DueKind }[]; reason: string; created_at: string; created_by_name: string }
export interface HistoryEntry { id: number; at: string; actor_name: string; action: string; resource: string; reason: string; after: Record<string, unknown> | null }
export interface Entity { id: string; version: number; name: string; uscc: string; bank: string; account: string; is_default: boolean; archived_at: string | null }
export interface Ageing { items: { age: string; owed: string; count: number }[]; owed: string; count: number }

export function useContract(id: string) {
  return useQuery({ queryKey: [CONTRACT, 'one', id], queryFn: ({ signal }) => api.get<Contract>(`/contracts/${id}`, { signal }) });
}
export function useReceipts(id: string) {
  return useQuery({ queryKey: [CONTRACT, 'receipts', id], queryFn: ({ signal }) => api.get<{ items: Receipt[] }>(`/contracts/${id}/receipts`, { signal }), select: (d) => d.items });
}
export function useHistory(id: string) {
  return useQuery({ queryKey: [CONTRACT, 'history', id], queryFn: ({ signal }) => api.get<{ versions: PlanVersion[]; entries: HistoryEntry[] }>(`/contracts/${id}/history`, { signal }) });
}
export function useEntities(archived = false) {
  return useQuery({ queryKey: [ENTITY, 'all', archived], queryFn: ({ signal }) => api.get<{ items: Entity[] }>('/legal-entities', { params: { archived }, signal }), select: (d) => d.items });
}
/** By age under the list's other filters. */
export function useAgeing(query: string) {
  return useQuery({ queryKey: [INSTALMENT, 'ageing', query], queryFn: ({ signal }) => api.get<Ageing>(`/receivables/ageing${query ? `?${query}` : ''}`, { signal }), placeholderData: (old) => old });
}

/** After a change of ours: everything that shows money reads again. */
export function useRefresh() {
  const queries = useQueryClient();
  return useCallback(async () => {
    await Promise.all([CONTRACT, INSTALMENT, RECEIPT, 'clients.client', 'sales.opportunity'].map((key) => queries.invalidateQueries({ queryKey: [key] })));
  }, [queries]);
}

type Versioned = Pick<Contract, 'id' | 'version'>;
export const act = (one: Versioned, what: 'activate' | 'complete' | 'terminate', body: unknown) => api.post<Contract>(`/contracts/${one.id}/${what}`, body, { version: one.version });
export const archive = (id: string) => api.post<Contract>(`/contracts/${id}/archive`, {});
export const restore = (id: string) => api.post<Contract>(`/contracts/${id}/restore`, {});
export const reverse = (id: string, reason: string) => api.post(`/receipts/${id}/reverse`, { reason });
export const applyCredit = (id: string) => api.post<{ allocations: { instalment_id: string; amount: string }[] }>(`/contracts/${id}/credit/apply`, {});
