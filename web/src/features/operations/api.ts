import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useRefreshOf } from '@/lib/refresh';

export const OPERATIONS = 'kit.operations';

export type Delivery = Schema<'DeliveryOut'>;
export type FailedJob = Schema<'FailedJob'>;
export type Failures = Schema<'FailuresOut'>;

const REFRESH_MS = 15_000;

export function useFailures() {
  return useQuery({ queryKey: [OPERATIONS, 'failures'], refetchInterval: REFRESH_MS, queryFn: ({ signal }) => api.get<Failures>('/operations/failures', { signal }) });
}

const SHOWN = [OPERATIONS] as const;
export const useRefresh = () => useRefreshOf(SHOWN);

export const replay = (id: number) => api.post(`/operations/deliveries/${id}/replay`);
export const retry = (id: string) => api.post(`/operations/jobs/${id}/retry`);
