import { useQuery } from '@tanstack/react-query';
import { api, cookie, url } from '@/api/client';
import type { Schema } from '@/api/types';
import type { Many } from '@/lib/bulk';
import { fetchFile } from '@/lib/exports';
import { queryClient } from '@/lib/queryClient';
import type { Option } from '@/ui';
import { outlined } from './planner/outline';

export const PROJECT = 'projects.project';

export type ProjectStatus = Project['status'];
export type ProjectRow = Schema<'ProjectRow'>;
export type ArchivedProject = Schema<'ArchivedProjectRow'>;
export type MemberRole = Member['role'];
export type Member = Schema<'MemberOut'>;
export type Rights = Schema<'ProjectRights'>;
export type Acceptance = Schema<'AcceptanceOut'>;
export type Waiting = Schema<'WaitingInstalment'>;
export type Project = Schema<'ProjectOut'>;

export type TaskKind = Task['kind'];
export type LinkType = TaskLink['type'];
/** Instants are local and have no zone: 2026-11-18T08:00. Durations, lags and floats are working minutes. */
export type Task = Schema<'TaskOut'>;
export type TaskLink = Schema<'TaskLinkOut'>;
export type Strip = Schema<'ProjectStrip'>;
export type Act = Schema<'PlanAct'>;
/** What somebody else did since this page last asked. */
export interface News { version: number; who: string; acts: Schema<'PlanStep'>[]; ids: string[] }
export type Schedule = Schema<'ScheduleOut'> & { news?: News };
export type Change = Schema<'PlanChange'>;
export type Added = Schema<'TaskAdded'>;
export type Why = Schema<'TaskWhy'>;
export type Move = Schema<'TaskMove'>;
export type MovePreview = Schema<'MovePreview'>;
export type ReadyDraft = Schema<'DraftReady'>;
export type Draft = ReadyDraft | Schema<'DraftReading'> | Schema<'DraftRefused'>;
export type Committed = Schema<'ScheduleCommitted'> | Schema<'ScheduleQueued'>;

export const refresh = () => queryClient.invalidateQueries({ queryKey: [PROJECT] });
export const isMilestone = (kind: TaskKind) => kind.endsWith('milestone');
export const scheduleKey = (id: string) => [PROJECT, 'schedule', id];

export const archive = (ids: string[]) => api.post<Many>('/projects/archive', { ids });
export const restore = (ids: string[]) => api.post<Many>('/projects/restore', { ids });

export function useProject(id: string) {
  return useQuery({ queryKey: [PROJECT, 'one', id], queryFn: ({ signal }) => api.get<Project>(`/projects/${id}`, { signal }) });
}

/** The whole plan once; from then on only what changed since the version that is here. */
export function useSchedule(id: string) {
  return useQuery({
    queryKey: scheduleKey(id),
    queryFn: async ({ signal }) => {
      const known = () => queryClient.getQueryData<Schedule>(scheduleKey(id));
      const old = known();
      if (!old || !covers(old)) return api.get<Schedule>(`/projects/${id}/schedule`, { signal });
      const change = await api.get<Change>(`/projects/${id}/schedule/changes`, { params: { since: old.version }, signal });
      // An act of this page may have been answered meanwhile, with all that this answer says.
      const now = known() ?? old;
      return change.version > now.version || change.full ? merged(now, change) : { ...now, project: change.project };
    },
  });
}

/** Forget what is known: rights may have changed, or the answer was not understood. */
export async function reload(id: string): Promise<void> {
  queryClient.setQueryData(scheduleKey(id), await api.get<Schedule>(`/projects/${id}/schedule`));
}

/** The calendar came for the dates of then; a plan that has grown over it needs more of it. */
function covers({ calendar, tasks }: Schedule): boolean {
  const last = calendar.off.at(-1)?.[1] ?? '';
  return tasks.every((task) => (task.finish ?? '') <= last || !last);
}

/** What a change says, laid over what was known; rows that did not change stay the same objects. */
export function merged(old: Schedule, change: Change): Schedule {
  const { version, project, undo, redo, undo_steps, redo_steps, tasks, links } = change;
  const others = change.acts.filter((act) => !act.mine);
  const news = others.length > 0 ? { version, who: others.at(-1)?.who ?? '', acts: others, ids: change.edited } : old.news;
  const head = { ...old, version, project, undo, redo, undo_steps, redo_steps, news };
  if (change.full) return { ...head, tasks, links };
  const gone = new Set(change.gone);
  const before = new Map(old.tasks.map((task) => [task.id, task]));
  const shaped = change.gone.some((id) => before.has(id)) || tasks.some((task) => { const was = before.get(task.id); return !was || was.parent !== task.parent || was.position !== task.position || was.kind !== task.kind; });
  const rows = laidOver(old.tasks, tasks, gone);
  return { ...head, tasks: shaped ? outlined(rows) : rows, links: laidOver(old.links, links, gone) };
}

function laidOver<R extends { id: string }>(old: R[], changed: R[], gone: ReadonlySet<string>): R[] {
  if (changed.length === 0 && gone.size === 0) return old;
  const rows = new Map(changed.map((row) => [row.id, row]));
  const kept = old.filter((row) => !gone.has(row.id)).map((row) => { const now = rows.get(row.id) ?? row; rows.delete(row.id); return now; });
  return rows.size > 0 ? [...kept, ...rows.values()] : kept;
}

export async function contracts(q: string, signal?: AbortSignal): Promise<Option[]> {
  const found = await api.get<Schema<'ContractPage'>>('/contracts', { params: { q, size: 20, filter: ['status:in:draft,in_force'] }, signal });
  return found.items.map((c) => ({ value: c.id, label: c.title, note: c.number ?? c.client }));
}

/** The plan as a PDF, kept by the browser as a file. */
export async function printPlan(schedule: Schedule, body: Schema<'PrintIn'>, language: string): Promise<void> {
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': cookie('dougong_csrf') };
  await fetchFile(url(`/projects/${schedule.project.id}/schedule/pdf/file`), `${schedule.project.code} ${schedule.project.name}.pdf`, language, { method: 'POST', headers, body: JSON.stringify(body) });
}
