import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { toast } from '@/ui';
import { merged, PROJECT, scheduleKey, type Added, type Change, type LinkType, type Schedule } from '../api';

export interface TaskValues {
  name?: string; kind?: 'task' | 'milestone'; duration?: number; owner_id?: string | null; constraint?: string; constraint_at?: string | null; deadline?: string | null;
}
type Send<C extends Change = Change> = (version: number) => Promise<C>;

/** Every act on the plan: sent with the version that was read, its answer laid over the plan; a refusal is told and the plan stands as it was. */
export function usePlan(id: string) {
  const queries = useQueryClient();
  const { t } = useTranslation('projects');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState(0);
  const line = useRef<Promise<unknown>>(Promise.resolve());

  const run = useCallback(<C extends Change>(send: Send<C>, done?: (change: C) => void): Promise<boolean> => {
    // One after another: each needs the version that the one before it made.
    const next = line.current.then(async () => {
      const now = queries.getQueryData<Schedule>(scheduleKey(id));
      if (!now) return false;
      setBusy(true);
      try {
        const change = await send(now.version);
        queries.setQueryData<Schedule>(scheduleKey(id), (old) => (old ? merged(old, change) : old));
        void queries.invalidateQueries({ queryKey: [PROJECT], predicate: (q) => q.queryKey[1] !== 'schedule' });
        done?.(change);
        return true;
      } catch (error) {
        const problem = Problem.from(error);
        if (problem.status === 412) {
          await queries.invalidateQueries({ queryKey: scheduleKey(id) });
          toast({ text: t('stale', { who: String(problem.params.who ?? '') }), tone: 'bad' });
        } else toast({ text: problem.message, tone: 'bad' });
        setRefused((n) => n + 1);
        return false;
      } finally {
        setBusy(false);
      }
    });
    line.current = next;
    return next;
  }, [id, queries, t]);

  const post = <C extends Change = Change>(path: string, body?: unknown): Send<C> => (version) => api.post<C>(path, body, { version });
  return {
    busy,
    /** Goes up with every refusal: what was drawn ahead of the answer has to be drawn again. */
    refused,
    add: (body: { name: string; parent_id?: string | null; after_id?: string | null; kind?: 'task' | 'milestone' }, done?: (change: Added) => void) => run(post<Added>(`/projects/${id}/tasks`, body), done),
    save: (task: string, values: TaskValues) => run((version) => api.patch<Change>(`/tasks/${task}`, values, { version })),
    move: (task: string, body: { start?: string; finish?: string }) => run(post(`/tasks/${task}/move`, body)),
    progress: (task: string, body: { percent?: number; actual_start?: string; actual_finish?: string }) => run(post(`/tasks/${task}/progress`, body)),
    place: (task: string, parent_id: string | null, after_id: string | null) => run(post(`/tasks/${task}/place`, { parent_id, after_id })),
    indent: (task: string) => run(post(`/tasks/${task}/indent`)),
    outdent: (task: string) => run(post(`/tasks/${task}/outdent`)),
    remove: (ids: string[], done?: () => void) => run(post(`/projects/${id}/tasks/delete`, { ids }), done),
    link: (pred_id: string, succ_id: string, type: LinkType) => run(post(`/projects/${id}/links`, { pred_id, succ_id, type })),
    saveLink: (link: string, type: LinkType, lag: number) => run((version) => api.patch<Change>(`/links/${link}`, { type, lag }, { version })),
    unlink: (link: string, done?: () => void) => run(post(`/links/${link}/remove`), done),
    undo: () => run(post(`/projects/${id}/schedule/undo`)),
    redo: () => run(post(`/projects/${id}/schedule/redo`)),
    baseline: (done?: () => void) => run(post(`/projects/${id}/baseline`), done),
    statusDate: (day: string | null) => run(post(`/projects/${id}/status-date`, { day })),
  };
}

export type PlanActs = ReturnType<typeof usePlan>;
