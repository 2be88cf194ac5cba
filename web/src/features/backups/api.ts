import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { downloadFile } from '@/lib/exports';
import { jobStarted } from '@/lib/jobs';
import { useRefreshOf } from '@/lib/refresh';

export const BACKUP = 'stewardship.backup';

export type Backup = Schema<'BackupOut'>;
export type Drill = Schema<'DrillOut'>;
export type Overview = Schema<'BackupsOut'>;

export function useBackups() {
  return useQuery({ queryKey: [BACKUP, 'overview'], queryFn: ({ signal }) => api.get<Overview>('/backups', { signal }) });
}

const SHOWN = [BACKUP] as const;
export const useRefresh = () => useRefreshOf(SHOWN);

type Begun = Schema<'JobBegun'>;

async function begun(asked: Promise<Begun>): Promise<string> {
  const { job_id: id } = await asked;
  jobStarted();
  return id;
}

export const startBackup = (idempotencyKey: string) => begun(api.post<Begun>('/backups', undefined, { idempotencyKey }));
export const startDrill = (backupId: string | null, idempotencyKey: string) => begun(api.post<Begun>('/backups/drills', { backup_id: backupId }, { idempotencyKey }));

/** Asks who is there; the address that comes back holds for a minute, for this person only. */
export async function download(id: string): Promise<void> {
  const { url } = await api.post<Schema<'DownloadTicket'>>(`/backups/${id}/download`);
  downloadFile(url);
}

export const certificate = (id: number, kind: string) => `/api/v1/backups/drills/${id}/file?kind=${kind}`;
