import { api } from '@/api/client';
import { Problem } from '@/api/problem';
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

const KEPT_MS = 10_000;

/** What lies in the browser's memory, kept as a file. */
export function saveFile(data: Blob, name: string): void {
  const address = URL.createObjectURL(data);
  downloadFile(address, name);
  window.setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

/** A file in the reader's language; what stands in the way is said, not downloaded. */
export async function fetchFile(address: string, name: string, language: string, { headers, ...more }: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<void> {
  const answer = await fetch(address, { ...more, headers: { 'Accept-Language': language, ...headers } });
  if (!answer.ok) throw new Problem({ status: answer.status, ...((await answer.json().catch(() => ({}))) as object) });
  saveFile(await answer.blob(), name);
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
