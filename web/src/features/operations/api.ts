import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';

export const OPERATIONS = 'kit.operations';

export interface Delivery {
  id: number; handler: string; event: string; payload: Record<string, unknown>; status: 'dead' | 'pending'; attempts: number; error: string; occurred_at: string; due_at: string;
}
export interface FailedJob { id: string; kind: string; title: string; status: string; done: number; total: number; error: string; attempts: number; created_at: string; finished_at: string | null }
export interface Failures { deliveries: Delivery[]; jobs: FailedJob[] }

const REFRESH_MS = 15_000;

export function useFailures() {
  return useQuery({ queryKey: [OPERATIONS, 'failures'], refetchInterval: REFRESH_MS, queryFn: ({ signal }) => api.get<Failures>('/operations/failures', { signal }) });
}

export function useRefresh() {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: [OPERATIONS] }), [queries]);
}

export const replay = (id: number) => api.post(`/operations/deliveries/${id}/replay`);
export const retry = (id: string) => api.post(`/operations/jobs/${id}/retry`);
