import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import type { Many } from '@/lib/bulk';
import { queryClient } from '@/lib/queryClient';
import type { Option } from '@/ui';

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
export type Schedule = Schema<'ScheduleOut'>;
export type Change = Schema<'PlanChange'>;
export type Added = Schema<'TaskAdded'>;
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

export function useSchedule(id: string) {
  return useQuery({ queryKey: scheduleKey(id), queryFn: ({ signal }) => api.get<Schedule>(`/projects/${id}/schedule`, { signal }) });
}

/** What a change says, laid over what was known. */
export function merged(old: Schedule, change: Change): Schedule {
  const rows = new Map(change.tasks.map((task) => [task.id, task]));
  const tasks = change.full ? change.tasks : old.tasks.map((task) => rows.get(task.id) ?? task);
  return { ...old, version: change.version, project: change.project, undo: change.undo, redo: change.redo, tasks, links: change.links };
}

export async function contracts(q: string, signal?: AbortSignal): Promise<Option[]> {
  const found = await api.get<Schema<'ContractPage'>>('/contracts', { params: { q, size: 20, filter: ['status:in:draft,in_force'] }, signal });
  return found.items.map((c) => ({ value: c.id, label: c.title, note: c.number ?? c.client }));
}
