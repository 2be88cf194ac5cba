import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';

export const VISIT = 'care.visit';
export const VISIT_RULE = 'care.visit_rule';
export type VisitRow = Schema<'VisitRow'>;
export type ClientVisit = Schema<'ClientVisit'>;
export type VisitRules = Schema<'VisitRules'>;

export function useVisit(id: string) {
  return useQuery({ queryKey: ['clients.client', 'visit', id], queryFn: ({ signal }) => api.get<ClientVisit>(`/clients/${id}/visit`, { signal }) });
}
export function useVisitRules() {
  return useQuery({ queryKey: [VISIT_RULE, 'all'], queryFn: ({ signal }) => api.get<VisitRules>('/visit-rules', { signal }) });
}
export const skip = (client: string, reason: string) => api.post<ClientVisit>(`/clients/${client}/visit/skip`, { reason });
export const pause = (client: string, body: unknown) => api.post<ClientVisit>(`/clients/${client}/visit/pause`, body);
export const resume = (client: string) => api.post<ClientVisit>(`/clients/${client}/visit/resume`, {});
