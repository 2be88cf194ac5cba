import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { inChunks } from '@/lib/bulk';
import { useRefreshAny } from '@/lib/refresh';

export const APPROVAL = 'approvals.approval';
export const RULES = 'approvals.rule';

export type Approval = Schema<'ApprovalRow'>;
export type RuleSet = Schema<'ApprovalRules'>;
export type Rule = Schema<'ApprovalRule'>;

/** How many decisions wait for the reader. */
export function useWaiting(): { count: number } | undefined {
  const found = useQuery({ queryKey: [APPROVAL, 'waiting'], queryFn: ({ signal }) => api.get<Schema<'Summary'>>('/approvals/summary', { params: { filter: ['for_me:eq:true'] }, signal }), staleTime: 60_000 });
  return found.data?.count ? { count: found.data.count } : undefined;
}

export const decide = (id: string, approve: boolean, comment: string) => api.post<Schema<'Decided'>>(`/approvals/${id}/decide`, { approve, comment });
export const decideMany = (ids: string[], approve: boolean, comment: string) => inChunks(ids, (some) => api.post<Schema<'Many'>>('/approvals/decide', { ids: some, approve, comment }));
export const withdraw = (id: string) => api.post<Schema<'Decided'>>(`/approvals/${id}/withdraw`, {});

/** After a decision the queue and the record it was on read again. */
export function useDecided() {
  const refresh = useRefreshAny();
  return useCallback((record: string) => refresh(APPROVAL, record), [refresh]);
}

export function useRules(resource: string) {
  return useQuery({ queryKey: [RULES, 'one', resource], queryFn: ({ signal }) => api.get<RuleSet>(`/approval-rules/${resource}`, { signal }) });
}
