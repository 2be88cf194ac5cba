import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Option } from '@/ui';

export const PROJECT = 'projects.project';

export type ProjectStatus = 'preparing' | 'running' | 'accepted' | 'closed';
export interface ProjectRow {
  id: string; name: string; code: string; client: string; client_id: string; manager: string; manager_id: string; status: ProjectStatus;
  percent: number; planned_percent: number | null; finish: string | null; forecast: string | null; days_late: number | null;
  baseline_finish: string | null; contract: string | null; contract_id: string; created_at: string; version: number;
}
export type MemberRole = 'manager' | 'planner' | 'engineer' | 'site' | 'quality' | 'viewer';
export interface Member { id: string; name: string; title: string; role: MemberRole }
export interface Rights { update: boolean; plan: boolean; progress: boolean; accept: boolean; export: boolean }
export interface Acceptance {
  id: string; task_id: string | null; task: string | null; planned_on: string | null; accepted_on: string; result: 'passed' | 'failed';
  on_time: boolean | null; note: string; created_at: string; files: number; withdrawn_at: string | null; withdrawn_by: string; withdrawn_reason: string;
}
export interface Waiting {
  id: string; seq: number; title: string; due_kind: 'milestone' | 'acceptance'; due_on: string | null; expected_on: string | null; days_after: number; task_id: string | null;
}
export interface Project {
  id: string; version: number; code: string; name: string; status: ProjectStatus; starts_on: string; finishes_on: string | null; kickoff_on: string | null;
  status_date: string | null; calendar: string; plan_version: number; baseline_at: string | null; baseline_finish: string | null; forecast_finish: string | null;
  days_late: number | null; percent: number; planned_percent: number | null; accepted_on: string | null; closed_at: string | null; created_at: string;
  client: { id: string; name: string }; contract: { id: string; number: string | null; title: string }; manager: { id: string; name: string };
  members: Member[]; tasks: number; acceptances: Acceptance[]; instalments: Waiting[]; may: Rights;
}

export type TaskKind = 'task' | 'milestone' | 'start_milestone' | 'finish_milestone' | 'hammock' | 'summary';
export type LinkType = 'FS' | 'SS' | 'FF' | 'SF';
/** Instants are local and have no zone: 2026-11-18T08:00. Durations, lags and floats are working minutes. */
export interface Task {
  id: string; parent: string | null; wbs: string; name: string; kind: TaskKind; duration: number | null; start: string | null; finish: string | null;
  percent: number; owner: { id: string | null; name: string } | null; critical: boolean; total_float: number | null; free_finish: string | null;
  late_days: number | null; actual_start: string | null; actual_finish: string | null; constraint: string; constraint_at: string | null;
  deadline: string | null; baseline_start: string | null; baseline_finish: string | null;
  instalments: { id: string; title: string; due_kind: string }[]; accepted_on: string | null;
}
export interface TaskLink { id: string; pred: string; succ: string; type: LinkType; lag: number }
export interface Strip {
  id: string; code: string; name: string; status: ProjectStatus; starts_on: string; finishes_on: string | null; status_date: string | null; baseline_at: string | null;
  baseline_finish: string | null; forecast_finish: string | null; days_late: number | null; percent: number; planned_percent: number | null; minutes_per_day: number;
}
export interface Act { kind: string; title: string }
interface Head { version: number; project: Strip; undo: Act | null; redo: Act | null }
export interface Schedule extends Head {
  calendar: { minutes_per_day: number; off: [string, string][]; holidays: { from: string; to: string; name: string }[] };
  today: string; may: Rights; tasks: Task[]; links: TaskLink[];
}
export interface Change extends Head { full: boolean; tasks: Task[]; links: TaskLink[]; added?: string }
export interface Move { id: string; name: string; start: string; finish: string; was_start: string | null; was_finish: string | null; critical: boolean }
export interface MovePreview { moves: Move[]; forecast_finish: string | null; days_late: number | null }
export interface DraftPreview {
  format: string; name: string; tasks: number; summaries: number; milestones: number; links: number; critical: number; start: string | null; finish: string | null;
  baseline: boolean; people: string[]; warnings: { code: string; count: number; zh: string; en: string; line: number | null }[];
  rows: { wbs: string; name: string; kind: TaskKind; duration: number | null; start: string | null; finish: string | null; percent: number; owner: string }[];
  refused?: { zh: string; en: string };
}
export interface Draft { id: string; filename: string; status: 'reading' | 'ready' | 'refused' | 'done'; job_id: string | null; preview: DraftPreview }

export const isMilestone = (kind: TaskKind) => kind.endsWith('milestone');
export const scheduleKey = (id: string) => [PROJECT, 'schedule', id];

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
  const found = await api.get<{ items: { id: string; title: string; number: string | null; client?: string }[] }>('/contracts', { params: { q, size: 20, filter: ['status:in:draft,in_force'] }, signal });
  return found.items.map((c) => ({ value: c.id, label: c.title, note: c.number ?? c.client ?? '' }));
}
