import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useRefreshOf } from '@/lib/refresh';
import type { Option } from '@/ui';

export const HOURS = 'timesheets.hours';
export const MONTH = 'timesheets.month';
export const TEAM = 'timesheets.team';
export const LABOUR = 'timesheets.labour';

export type Week = Schema<'WeekOut'>;
export type WeekRow = Week['rows'][number];
export type WeekCell = WeekRow['cells'][number];
export type WeekDay = Week['days'][number];
export type HoursRow = Schema<'HoursRow'>;
export type Pending = Schema<'PendingOut'>['items'][number];
export type Missing = Schema<'MissingOut'>['items'][number];
export type Month = Schema<'HoursMonths'>['items'][number];
export type TeamRow = Schema<'TeamRow'>;
export type Team = Schema<'TeamOut'>;
export type LabourRow = Schema<'LabourRow'>;
export type Labour = Schema<'LabourOut'>;
export type Settlement = Schema<'SettlementOut'>;
export type Kind = WeekRow['kind'];

export const weekKey = (monday: string) => [HOURS, 'week', monday];
export const useWeekOf = (monday: string) => useQuery({ queryKey: weekKey(monday), queryFn: ({ signal }) => api.get<Week>('/hours/week', { params: { monday }, signal }) });
export const usePending = () => useQuery({ queryKey: [HOURS, 'pending'], queryFn: ({ signal }) => api.get<Schema<'PendingOut'>>('/hours/pending', { signal }), select: (d) => d.items });
export const useMissing = (monday: string) => useQuery({ queryKey: [HOURS, 'missing', monday], queryFn: ({ signal }) => api.get<Schema<'MissingOut'>>('/hours/missing', { params: { monday }, signal }), select: (d) => d.items });
export const useMonths = () => useQuery({ queryKey: [MONTH, 'list'], queryFn: ({ signal }) => api.get<Schema<'HoursMonths'>>('/hours/months', { signal }), select: (d) => d.items });
export const useTeam = (id: string) => useQuery({ queryKey: [TEAM, 'one', id], queryFn: ({ signal }) => api.get<Team>(`/labour-teams/${id}`, { signal }) });
export const useLabour = (id: string) => useQuery({ queryKey: [LABOUR, 'one', id], queryFn: ({ signal }) => api.get<Labour>(`/labour/${id}`, { signal }) });
export const useSettlement = (month: string) => useQuery({ queryKey: [LABOUR, 'settlement', month], queryFn: ({ signal }) => api.get<Settlement>('/labour/settlement', { params: { month }, signal }) });

const ALL = [HOURS, MONTH, TEAM, LABOUR] as const;
export const useRefresh = () => useRefreshOf(ALL);

/** Projects that take hours. */
export async function projects(q: string, signal?: AbortSignal): Promise<Option[]> {
  const found = await api.get<Schema<'ProjectPage'>>('/projects', { params: { q, size: 20, sort: 'name', filter: ['status:in:preparing,running,accepted'] }, signal });
  return found.items.map((p) => ({ value: p.id, label: p.name, note: p.code }));
}

/** Tasks of a project, those under way first. */
export async function tasksOf(project: string, q: string, signal?: AbortSignal): Promise<Option[]> {
  const found = await api.get<Schema<'TaskListPage'>>('/tasks', { params: { q, size: 50, sort: 'start', filter: [`project:in:${project}`] }, signal });
  const place = { doing: 0, waiting: 1, todo: 2, done: 3 };
  return [...found.items].sort((a, b) => place[a.state] - place[b.state]).map((one) => ({ value: one.id, label: one.name, note: `${one.percent}%` }));
}

export async function teams(q: string, signal?: AbortSignal): Promise<Option[]> {
  const found = await api.get<Schema<'TeamPage'>>('/labour-teams', { params: { q, size: 50, sort: 'name', filter: ['archived:eq:false'] }, signal });
  return found.items.map((one) => ({ value: one.id, label: one.name, note: one.trade }));
}
