import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useRefreshOf } from '@/lib/refresh';

export const CONTRACT = 'contracts.contract';
export const INSTALMENT = 'contracts.instalment';
export const RECEIPT = 'contracts.receipt';
export const ENTITY = 'contracts.legal_entity';

export type Kind = Instalment['kind'];
export type DueKind = Instalment['due_kind'];
export type State = Instalment['state'];
export const KINDS: Kind[] = ['advance', 'progress', 'final', 'retention'];
export const DUE_KINDS: DueKind[] = ['date', 'milestone', 'acceptance'];

export type ContractRow = Schema<'ContractRow'>;
export type ReceivableRow = Schema<'ReceivableRow'>;
export type ReceiptRow = Schema<'ReceiptRow'>;
export type Instalment = Schema<'InstalmentOut'>;
export type Warning = Contract['warnings'][number];
export type Contract = Schema<'ContractOut'>;
export type Receipt = Schema<'ReceiptOut'>;
export type PlanVersion = Schema<'PlanVersionOut'>;
export type HistoryEntry = Schema<'HistoryEntry'>;
export type Entity = Schema<'EntityOut'>;
export type Ageing = Schema<'Ageing'>;

export function useContract(id: string) {
  return useQuery({ queryKey: [CONTRACT, 'one', id], queryFn: ({ signal }) => api.get<Contract>(`/contracts/${id}`, { signal }) });
}
export function useReceipts(id: string) {
  return useQuery({ queryKey: [CONTRACT, 'receipts', id], queryFn: ({ signal }) => api.get<Schema<'ReceiptList'>>(`/contracts/${id}/receipts`, { signal }), select: (d) => d.items });
}
export function useHistory(id: string) {
  return useQuery({ queryKey: [CONTRACT, 'history', id], queryFn: ({ signal }) => api.get<Schema<'ContractHistory'>>(`/contracts/${id}/history`, { signal }) });
}
export function useEntities(archived = false) {
  return useQuery({ queryKey: [ENTITY, 'all', archived], queryFn: ({ signal }) => api.get<Schema<'EntityList'>>('/legal-entities', { params: { archived }, signal }), select: (d) => d.items });
}
/** By age under the list's other filters. */
export function useAgeing(query: string) {
  return useQuery({ queryKey: [INSTALMENT, 'ageing', query], queryFn: ({ signal }) => api.get<Ageing>(`/receivables/ageing${query ? `?${query}` : ''}`, { signal }), placeholderData: (old) => old });
}

const SHOWN = [CONTRACT, INSTALMENT, RECEIPT, 'clients.client', 'sales.opportunity'] as const;
/** After a change of ours: everything that shows money reads again. */
export const useRefresh = () => useRefreshOf(SHOWN);

type Versioned = Pick<Contract, 'id' | 'version'>;
export const act = (one: Versioned, what: 'activate' | 'complete' | 'terminate', body: unknown) => api.post<Contract>(`/contracts/${one.id}/${what}`, body, { version: one.version });
export const archive = (id: string) => api.post<Contract>(`/contracts/${id}/archive`, {});
export const restore = (id: string) => api.post<Contract>(`/contracts/${id}/restore`, {});
export const reverse = (id: string, reason: string) => api.post(`/receipts/${id}/reverse`, { reason });
export const applyCredit = (id: string) => api.post<Schema<'Allocated'>>(`/contracts/${id}/credit/apply`, {});
