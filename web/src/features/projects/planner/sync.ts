import type { GanttStatic } from 'dhtmlx-gantt';
import type { Schedule, Task } from '../api';
import { linkOf, rowOf, spanOf, type GanttRow } from './rows';

/** More rows than this that came, went or moved are read anew rather than one by one. */
const MANY = 150;

export interface Drawn { schedule: Schedule; exact: boolean }

/** Bring the chart from what it shows to the plan: changed rows in place, the rest untouched. */
export function sync(g: GanttStatic, old: Drawn | null, now: Drawn): void {
  const { schedule } = now;
  const { from, to } = spanOf(schedule);
  g.config.start_date = from;
  g.config.end_date = to;
  const byId = new Map(schedule.tasks.map((task) => [task.id, task]));
  if (!old || old.exact !== now.exact || !inPlace(g, old.schedule, now, byId)) { parse(g, now, byId); return; }
  g.render();
}

function parse(g: GanttStatic, { schedule, exact }: Drawn, byId: Map<string, Task>): void {
  const open = new Map(g.getTaskByTime().map((row) => [String(row.id), row.$open !== false]));
  const scroll = g.getScrollState();
  g.clearAll();
  g.parse({ data: schedule.tasks.map((task) => rowOf(task, schedule, open.get(task.id) ?? true, exact)), links: schedule.links.map((l) => linkOf(l, byId)) });
  g.scrollTo(scroll.x, scroll.y);
}

function inPlace(g: GanttStatic, old: Schedule, { schedule, exact }: Drawn, byId: Map<string, Task>): boolean {
  const before = new Map(old.tasks.map((task) => [task.id, task]));
  const gone = old.tasks.filter((task) => !byId.has(task.id));
  const fresh = schedule.tasks.filter((task) => !before.has(task.id));
  const moved = schedule.tasks.filter((task) => { const was = before.get(task.id); return was && (was.parent !== task.parent || was.position !== task.position); });
  if (gone.length + fresh.length + moved.length > MANY) return false;
  g.silent(() => {
    syncLinks(g, old, schedule, byId);
    // A row goes with all under it: those that stay have been told where they stand first.
    for (const task of [...moved, ...fresh]) if (!g.isTaskExists(task.id)) g.addTask(rowOf(task, schedule, true, exact) as never, task.parent ?? '0');
    for (const task of moved) g.moveTask(task.id, -1, task.parent ?? '0');
    for (const task of [...gone].reverse()) if (g.isTaskExists(task.id)) g.deleteTask(task.id);
    order(g, schedule, [...moved, ...fresh]);
    for (const task of schedule.tasks) {
      if (before.get(task.id) === task || !g.isTaskExists(task.id)) continue;
      const row = g.getTask(task.id) as unknown as GanttRow & { $open?: boolean; duration?: number };
      Object.assign(row, rowOf(task, schedule, row.$open !== false, exact));
      row.duration = g.calculateDuration(row as never);
    }
  });
  return true;
}

/** Rows that came or moved stand where the plan has them among those of their level. */
function order(g: GanttStatic, schedule: Schedule, rows: Task[]): void {
  for (const parent of new Set(rows.map((task) => task.parent))) {
    schedule.tasks.filter((task) => task.parent === parent).forEach((task, index) => {
      if (g.isTaskExists(task.id) && g.getTaskIndex(task.id) !== index) g.moveTask(task.id, index, parent ?? '0');
    });
  }
}

function syncLinks(g: GanttStatic, old: Schedule, schedule: Schedule, byId: Map<string, Task>): void {
  const kept = new Set(schedule.links.map((link) => link.id));
  for (const link of old.links) if (!kept.has(link.id) && g.isLinkExists(link.id)) g.deleteLink(link.id);
  const before = new Map(old.links.map((link) => [link.id, link]));
  const same = new Set(old.tasks);
  const changed = new Set(schedule.tasks.filter((task) => !same.has(task)).map((task) => task.id));
  for (const link of schedule.links) {
    if (before.get(link.id) === link && !changed.has(link.pred) && !changed.has(link.succ)) continue;
    const row = linkOf(link, byId);
    if (g.isLinkExists(link.id)) Object.assign(g.getLink(link.id), row);
    else g.addLink(row as never);
  }
}
