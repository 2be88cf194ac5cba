import type { Schedule, Task, TaskLink } from '../api';
import { isMilestone } from '../api';
import { dayEnd, dayStart, toDate } from './instants';

/** A row as the chart library keeps it. `$`-less fields of ours are prefixed by what they are. */
/** A summary is no `project` of the library's: that would add up its dates from all under it with every drawing; they are the server's. */
export interface GanttRow {
  id: string; text: string; parent: string; type: 'task' | 'summary' | 'milestone'; start_date: Date; end_date: Date; progress: number; open: boolean;
  task: Task; unscheduled?: boolean; readonly: boolean;
}
export interface GanttLink { id: string; source: string; target: string; type: string; critical: boolean }

const TYPES: Record<string, string> = { FS: '0', SS: '1', FF: '2', SF: '3' };
export const LINK_OF: Record<string, 'FS' | 'SS' | 'FF' | 'SF'> = { 0: 'FS', 1: 'SS', 2: 'FF', 3: 'SF' };

/** Bars stand on whole days, as planners speak, or where hours are seen on their hours; a milestone stands at its instant. */
export function rowOf(task: Task, schedule: Schedule, open: boolean, exact = false): GanttRow {
  const start = task.start ?? `${schedule.project.starts_on}T08:00`;
  const finish = task.finish ?? start;
  const stone = isMilestone(task.kind);
  const at = stone || exact;
  return {
    id: task.id, text: task.name, parent: task.parent ?? '0', type: stone ? 'milestone' : task.kind === 'summary' ? 'summary' : 'task',
    start_date: at ? toDate(stone ? finish : start) : dayStart(start), end_date: at ? toDate(finish) : dayEnd(finish), progress: task.percent / 100, open,
    task, unscheduled: task.start === null, readonly: !schedule.may.plan,
  };
}

export function linkOf(link: TaskLink, tasks: Map<string, Task>): GanttLink {
  const critical = Boolean(tasks.get(link.pred)?.critical && tasks.get(link.succ)?.critical && tasks.get(link.pred)?.percent !== 100);
  return { id: link.id, source: link.pred, target: link.succ, type: TYPES[link.type] ?? '0', critical };
}

export const isLate = (task: Task) => (task.late_days ?? 0) > 0 && task.percent < 100;

/** Days over which the chart reaches: the work, its baseline, and room on both sides. */
export function spanOf(schedule: Schedule): { from: Date; to: Date } {
  let first = '';
  let last = '';
  for (const t of schedule.tasks) {
    for (const at of [t.start, t.finish, t.baseline_start, t.baseline_finish]) {
      if (!at) continue;
      if (!first || at < first) first = at;
      if (at > last) last = at;
    }
  }
  const from = dayStart(first || `${schedule.today}T00:00`);
  const to = dayEnd(last || `${schedule.today}T00:00`);
  return { from: new Date(from.getFullYear(), from.getMonth(), from.getDate() - 14), to: new Date(to.getFullYear(), to.getMonth(), to.getDate() + 44) };
}
