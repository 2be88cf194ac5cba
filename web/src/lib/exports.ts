import { api } from '@/api/client';
import { isLive, jobStarted, type Job } from './jobs';

export interface ExportRequest { list: string; query: string; columns: string[]; format: 'xlsx' | 'csv' }

const POLL_MS = 800;

export function startExport(request: ExportRequest): Promise<Job> {
  return api.post<Job>('/exports', request).then((job) => { jobStarted(); return job; });
}

export function downloadFile(href: string, name = ''): void {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
}

/** Follows a job to its end, whether or not anything is still on screen to show it. */
export async function followJob(id: string, onProgress: (job: Job) => void): Promise<Job> {
  for (;;) {
    const job = await api.get<Job>(`/jobs/${id}`);
    onProgress(job);
    if (!isLive(job)) return job;
    await new Promise((r) => { window.setTimeout(r, POLL_MS); });
  }
}
