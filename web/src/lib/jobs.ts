import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import { queryClient } from './queryClient';

export type JobStatus = 'queued' | 'running' | 'done' | 'failed' | 'stopped';

export interface Job {
  id: string;
  kind: string;
  title: string;
  status: JobStatus;
  done: number;
  total: number;
  message: string;
  result: Record<string, unknown> | null;
  error: string;
  /** Address of the file it made. */
  file: string | null;
  created_at: string;
  finished_at: string | null;
}

const LIVE = new Set<JobStatus>(['queued', 'running']);
export const isLive = (job: Job) => LIVE.has(job.status);
export const percent = (job: Job) => (job.total > 0 ? Math.min(100, Math.floor((job.done / job.total) * 100)) : null);

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
