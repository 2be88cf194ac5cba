import type { GanttStatic } from 'dhtmlx-gantt';
import type { Schedule, Task } from '../api';
import { linkOf, rowOf, spanOf, type GanttRow } from './rows';
import { ROW } from './setup';

/** More rows than this that came, went or moved are read anew rather than one by one. */
const MANY = 150;

export interface Drawn { schedule: Schedule; exact: boolean }

/** Bring the chart from what it shows to the plan: changed rows in place, the rest untouched. Whether all was drawn anew. */
export function sync(g: GanttStatic, old: Drawn | null, now: Drawn): boolean {
  const { schedule } = now;
  const { from, to } = spanOf(schedule);
  const longer = +from !== +(g.config.start_date ?? 0) || +to !== +(g.config.end_date ?? 0);
  g.config.start_date = from;
  g.config.end_date = to;
  const byId = new Map(schedule.tasks.map((task) => [task.id, task]));
  const changed = old && old.exact === now.exact ? inPlace(g, old.schedule, now, byId) : null;
  if (!old || !changed) { parse(g, now, byId); return true; }
  if (longer || changed.shaped || old.schedule.calendar !== schedule.calendar) { g.render(); return true; }
  repaint(g, changed.rows, changed.rows.length > 0 || old.schedule.links !== schedule.links);
  return false;
}

/** Rows of a window that is drawn a little beyond what is seen. */
const BEYOND = 3;

/** The rows that are seen, from and to. */
export function seenRows(g: GanttStatic): [number, number] {
  const first = Math.floor(g.getScrollState().y / ROW);
  // As the library keeps it: to ask the page would lay it out.
  const { height } = (g.$ui.getView('timeline') as { $config: { height: number } }).$config;
  return [first - BEYOND, first + Math.ceil(height / ROW) + BEYOND];
}

/** Draw these rows again, those of them that are seen, and the links where bars have moved. */
export function repaint(g: GanttStatic, rows: readonly string[], links: boolean): void {
  const [first, last] = rows.length > 0 ? seenRows(g) : [0, -1];
  for (const id of rows) {
    if (!g.isTaskExists(id)) continue;
    const at = g.getGlobalTaskIndex(id);
    if (at >= first && at <= last) g.refreshTask(id, false);
  }
  if (links) g.getDatastore('link').refresh();
}

function parse(g: GanttStatic, { schedule, exact }: Drawn, byId: Map<string, Task>): void {
  const open = new Map(g.getTaskByTime().map((row) => [String(row.id), row.$open !== false]));
  const scroll = g.getScrollState();
  // Drawn once, when all is there.
  g.batchUpdate(() => {
    g.clearAll();
    g.parse({ data: schedule.tasks.map((task) => rowOf(task, schedule, open.get(task.id) ?? true, exact)), links: schedule.links.map((l) => linkOf(l, byId)) });
  });
  g.scrollTo(scroll.x, scroll.y);
}

interface Changed { rows: string[]; shaped: boolean }

function inPlace(g: GanttStatic, old: Schedule, { schedule, exact }: Drawn, byId: Map<string, Task>): Changed | null {
  const before = new Map(old.tasks.map((task) => [task.id, task]));
  const gone = old.tasks.filter((task) => !byId.has(task.id));
  const fresh = schedule.tasks.filter((task) => !before.has(task.id));
  const moved = schedule.tasks.filter((task) => { const was = before.get(task.id); return was && (was.parent !== task.parent || was.position !== task.position); });
  if (gone.length + fresh.length + moved.length > MANY) return null;
  const rows: string[] = [];
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
      rows.push(task.id);
      Object.assign(row, rowOf(task, schedule, row.$open !== false, exact));
      row.duration = g.calculateDuration(row as never);
    }
  });
  return { rows, shaped: gone.length + fresh.length + moved.length > 0 };
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
