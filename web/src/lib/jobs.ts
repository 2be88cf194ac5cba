import { useQuery } from '@tanstack/react-query';
import { api, url } from '@/api/client';
import { queryClient } from './queryClient';

export type JobState = 'queued' | 'running' | 'done' | 'failed' | 'stopped' | 'dead';

export interface Job {
  id: string;
  kind: string;
  title: string;
  state: JobState;
  done: number;
  total: number | null;
  error?: string | null;
  result?: Record<string, unknown> | null;
  has_file?: boolean;
}

const LIVE = new Set<JobState>(['queued', 'running']);
export const isLive = (job: Job) => LIVE.has(job.state);
export const percent = (job: Job) => (job.total ? Math.min(100, Math.floor((job.done / job.total) * 100)) : null);
export const fileUrl = (id: string) => url(`/jobs/${id}/file`);

/** My running jobs: asked once, then every 1.5 s only while something runs. */
export function useActiveJobs() {
  return useQuery({
    queryKey: ['kit.job', 'active'],
    queryFn: ({ signal }) => api.get<{ items: Job[] }>('/jobs', { params: { active: 1 }, signal }),
    select: (d) => d.items,
    refetchInterval: (q) => (q.state.data?.items.length ? 1500 : false),
  });
}

/** One job until it has ended. */
export function useJob(id: string | null | undefined) {
  return useQuery({
    queryKey: ['kit.job', id],
    queryFn: ({ signal }) => api.get<Job>(`/jobs/${id}`, { signal }),
    enabled: Boolean(id),
    staleTime: 0,
    refetchInterval: (q) => (!q.state.data || isLive(q.state.data) ? 1000 : false),
  });
}

/** Call it after starting a job, so that the indicator in the top bar appears at once. */
export function jobStarted(): void {
  void queryClient.invalidateQueries({ queryKey: ['kit.job', 'active'] });
}

export async function stopJob(id: string): Promise<void> {
  await api.post(`/jobs/${id}/stop`);
  await queryClient.invalidateQueries({ queryKey: ['kit.job'] });
}
