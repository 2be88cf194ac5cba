import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { jobStarted } from '@/lib/jobs';
import { useRefreshOf } from '@/lib/refresh';

export const QUALITY = 'stewardship.quality';

export type Overview = Schema<'QualityOut'>;
export type Part = Schema<'QualityPart'>;
export type IssueRow = Schema<'QualityIssueRow'>;
export type Issue = Schema<'QualityIssueOut'>;
export type ClientQuality = Schema<'ClientQuality'>;
export type Act = 'done' | 'ignore' | 'reopen';

export const KINDS = ['missing', 'invalid', 'stale', 'contradictory'] as const;

export function useQuality() {
  return useQuery({ queryKey: [QUALITY, 'overview'], queryFn: ({ signal }) => api.get<Overview>('/quality', { signal }) });
}

export function useClientQuality(id: string) {
  return useQuery({ queryKey: [QUALITY, 'client', id], queryFn: ({ signal }) => api.get<ClientQuality>(`/clients/${id}/quality`, { signal }) });
}

const SHOWN = [QUALITY] as const;
export const useRefresh = () => useRefreshOf(SHOWN);

export const settle = (id: string, act: Act, reason = '') => api.post<Issue>(`/quality/issues/${id}/settle`, { act, reason });

export async function printReport(month: string, idempotencyKey: string): Promise<string> {
  const { job_id: id } = await api.post<Schema<'JobBegun'>>('/quality/reports', { month }, { idempotencyKey });
  jobStarted();
  return id;
}

/** Where in the dossier a field is mended. */
export const placeOf = (clientId: string, field: string) => `/clients/${clientId}?tab=${field === 'timeline' || field === 'contacts' ? 'overview' : 'details'}`;
