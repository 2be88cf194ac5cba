import { useCallback, useState } from 'react';
import { Problem } from '@/api/problem';
import { newKey, send, useRefresh } from './api';

export interface Upload { key: string; file: File; path: string; share: number; problem: Problem | null }

/** Files on their way up, one after another; a failed one stays in sight with its reason and can be sent again. */
export function useUploads() {
  const refresh = useRefresh();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const change = (key: string, next: Partial<Upload>) => setUploads((all) => all.map((u) => (u.key === key ? { ...u, ...next } : u)));
  const drop = useCallback((key: string) => setUploads((all) => all.filter((u) => u.key !== key)), []);

  const run = useCallback(async (upload: Upload) => {
    change(upload.key, { share: 0, problem: null });
    try {
      await send(upload.path, upload.file, upload.key, (share) => change(upload.key, { share }));
      await refresh();
      drop(upload.key);
    } catch (error) {
      change(upload.key, { problem: Problem.from(error) });
    }
  }, [drop, refresh]);

  const start = useCallback(async (path: string, files: readonly File[]) => {
    const added = files.map((file): Upload => ({ key: newKey(), file, path, share: 0, problem: null }));
    setUploads((all) => [...all, ...added]);
    for (const upload of added) await run(upload);
  }, [run]);

  return { uploads, start, retry: run, drop };
}
