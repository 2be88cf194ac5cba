import type { Task } from '../api';
import { lastDay } from './instants';
import { levelOf } from './outline';
import { isLate } from './rows';

export interface PlanFilter {
  text: string; critical: boolean; late: boolean; milestones: boolean; open: boolean; owner: string | null; from: string | null; to: string | null; level: number | null;
}
export const NO_FILTER: PlanFilter = { text: '', critical: false, late: false, milestones: false, open: false, owner: null, from: null, to: null, level: null };

export const ownerKey = (task: Task) => task.owner?.id ?? task.owner?.name ?? '';
/** How many conditions it sets; the level is a fold and not one. */
export const conditions = (f: PlanFilter) => [f.text.trim() !== '', f.critical, f.late, f.milestones, f.open, f.owner !== null, f.from !== null || f.to !== null].filter(Boolean).length;

function wanted(task: Task, f: PlanFilter): boolean {
  const text = f.text.trim().toLowerCase();
  if (text && !task.name.toLowerCase().includes(text) && task.wbs !== text) return false;
  if (f.critical && !task.critical) return false;
  if (f.late && !isLate(task)) return false;
  if (f.milestones && !task.kind.endsWith('milestone')) return false;
  if (f.open && task.percent >= 100) return false;
  if (f.owner !== null && ownerKey(task) !== f.owner) return false;
  if (f.from && (!task.finish || lastDay(task.finish) < f.from)) return false;
  return !f.to || (task.start !== null && task.start.slice(0, 10) <= f.to);
}

/** The rows to show: those that are wanted with all rows above them; null is all. A summary alone is none unless it is meant by its name or owner. */
export function shown(tasks: readonly Task[], f: PlanFilter): ReadonlySet<string> | null {
  if (conditions(f) === 0 && f.level === null) return null;
  const parents = new Map(tasks.map((task) => [task.id, task.parent]));
  const named = f.text.trim() !== '' || f.owner !== null;
  const found = new Set<string>();
  for (const task of tasks) {
    if (task.kind === 'summary' && conditions(f) > 0 && !named) continue;
    if (!wanted(task, f)) continue;
    for (let id: string | null | undefined = task.id; id && !found.has(id); id = parents.get(id)) found.add(id);
  }
  if (f.level !== null) for (const task of tasks) if (levelOf(task) > f.level) found.delete(task.id);
  return found;
}
