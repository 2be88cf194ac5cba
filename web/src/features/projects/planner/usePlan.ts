import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { toast } from '@/ui';
import { merged, PROJECT, reload, scheduleKey, type Added, type Change, type LinkType, type Schedule, type Task, type TaskLink } from '../api';
import type { Before } from './typing';

export interface TaskValues {
  name?: string; kind?: 'task' | 'milestone'; duration?: number; owner_id?: string | null; constraint?: string; constraint_at?: string | null; deadline?: string | null;
}
/** What an act wants of one task, by which a clash is shown field by field. */
export type Wanted = TaskValues & { start?: string; finish?: string; percent?: number; actual_start?: string; actual_finish?: string };
type Send<C extends Change = Change> = (version: number) => Promise<C>;
interface About<C extends Change> { done?: (change: C) => void; task?: string; wanted?: Wanted; again?: (wanted: Wanted) => Send<C> }

/** Somebody changed the same rows since they were read. `resolve` sends my act on top of theirs, with those of my values that are kept; null drops it. */
export interface Clash {
  who: string; rows: { old: Task | null; now: Task }[]; links: TaskLink[]; task: string | null; wanted: Wanted; resolve: (wanted: Wanted | null) => void;
}
interface StaleParams { who?: string; current?: { tasks?: Task[]; links?: TaskLink[] } }

/** Every act on the plan: sent with the version that was read, its answer laid over the plan; a refusal is told and the plan stands as it was. */
export function usePlan(id: string) {
  const queries = useQueryClient();
  const { t } = useTranslation('projects');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState(0);
  const [clash, setClash] = useState<Clash | null>(null);
  const line = useRef<Promise<unknown>>(Promise.resolve());

  const run = useCallback(<C extends Change>(send: Send<C>, about: About<C> = {}): Promise<boolean> => {
    const known = () => queries.getQueryData<Schedule>(scheduleKey(id));
    const collide = async (problem: Problem, old: Schedule) => {
      const { who = '', current = {} } = problem.params as StaleParams;
      await queries.invalidateQueries({ queryKey: scheduleKey(id) });
      const rows = (current.tasks ?? []).map((now) => ({ now, old: old.tasks.find((task) => task.id === now.id) ?? null }));
      if (rows.length === 0 && (current.links ?? []).length === 0) { toast({ text: t('stale', { who }), tone: 'bad' }); return; }
      const resolve = (wanted: Wanted | null) => {
        setClash(null);
        if (wanted) void run(about.again?.(wanted) ?? send, { ...about, wanted });
      };
      setClash({ who, rows, links: current.links ?? [], task: about.task ?? null, wanted: about.wanted ?? {}, resolve });
    };
    // One after another: each needs the version that the one before it made.
    const next = line.current.then(async () => {
      const old = known();
      if (!old) return false;
      setBusy(true);
      try {
        const change = await send(old.version);
        queries.setQueryData<Schedule>(scheduleKey(id), (now) => (now ? merged(now, change) : now));
        void queries.invalidateQueries({ queryKey: [PROJECT], predicate: (q) => q.queryKey[1] !== 'schedule' });
        about.done?.(change);
        return true;
      } catch (error) {
        const problem = Problem.from(error);
        if (problem.status === 412) await collide(problem, old);
        else {
          toast({ text: problem.message, tone: 'bad' });
          // Rights may be others now, or the row may be gone.
          if (problem.status === 403 || problem.status === 404) await reload(id).catch(() => undefined);
        }
        setRefused((n) => n + 1);
        return false;
      } finally {
        setBusy(false);
      }
    });
    line.current = next;
    return next;
  }, [id, queries, t]);

  return useMemo(() => {
    const post = <C extends Change = Change>(path: string, body?: unknown): Send<C> => (version) => api.post<C>(path, body, { version });
    const many = (verb: string, ids: string[], more: object = {}) => post(`/projects/${id}/tasks/${verb}`, { ids, ...more });
    /** An act on one task that can be sent again with fewer values. */
    const field = (task: string, wanted: Wanted, again: (wanted: Wanted) => Send) => run(again(wanted), { task, wanted, again });
    return {
      busy, clash,
      /** Goes up with every refusal: what was drawn ahead of the answer has to be drawn again. */
      refused,
      add: (body: { name: string; parent_id?: string | null; after_id?: string | null; before_id?: string | null; kind?: 'task' | 'milestone' }, done?: (change: Added) => void) => run(post<Added>(`/projects/${id}/tasks`, body), { done }),
      save: (task: string, values: TaskValues) => field(task, values, (wanted) => (version) => api.patch<Change>(`/tasks/${task}`, wanted, { version })),
      move: (task: string, body: { start?: string; finish?: string }) => field(task, body, (wanted) => post(`/tasks/${task}/move`, wanted)),
      progress: (task: string, body: { percent?: number; actual_start?: string; actual_finish?: string }) => field(task, body, (wanted) => post(`/tasks/${task}/progress`, wanted)),
      predecessors: (task: string, predecessors: Before[]) => run((version) => api.put<Change>(`/tasks/${task}/predecessors`, { predecessors }, { version })),
      place: (ids: string[], parent_id: string | null, after_id: string | null) => run(many('place', ids, { parent_id, after_id })),
      indent: (ids: string[]) => run(many('indent', ids)),
      outdent: (ids: string[]) => run(many('outdent', ids)),
      remove: (ids: string[], done?: () => void) => run(many('delete', ids), { done }),
      shift: (ids: string[], days: number) => run(many('shift', ids, { days })),
      drag: (ids: string[], minutes: number) => run(many('drag', ids, { minutes })),
      split: (task: string, stop: string | null, resume: string | null) => run(post(`/tasks/${task}/split`, { stop, resume })),
      give: (ids: string[], owner_id: string | null) => run(many('owner', ids, { owner_id })),
      report: (ids: string[], percent: number) => run(many('progress', ids, { percent })),
      paste: (project_id: string, ids: string[], after_id: string | null, done: (change: Added) => void) => run(post<Added>(`/projects/${id}/tasks/paste`, { project_id, ids, after_id }), { done }),
      link: (pred_id: string, succ_id: string, type: LinkType) => run(post(`/projects/${id}/links`, { pred_id, succ_id, type })),
      saveLink: (link: string, body: { type: LinkType; lag: number; elapsed: boolean; lag_percent: number | null }) => run((version) => api.patch<Change>(`/links/${link}`, body, { version })),
      unlink: (link: string, done?: () => void) => run(post(`/links/${link}/remove`), { done }),
      undo: () => run(post(`/projects/${id}/schedule/undo`)),
      redo: () => run(post(`/projects/${id}/schedule/redo`)),
      baseline: (done?: () => void) => run(post(`/projects/${id}/baseline`), { done }),
      statusDate: (day: string | null) => run(post(`/projects/${id}/status-date`, { day })),
    };
  }, [busy, clash, refused, id, run]);
}

export type PlanActs = ReturnType<typeof usePlan>;
