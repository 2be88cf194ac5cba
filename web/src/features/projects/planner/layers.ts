import type { GanttStatic } from 'dhtmlx-gantt';
import { isMilestone, type MovePreview, type Schedule, type Task } from '../api';
import type { Off } from './draw';
import { dayEnd, dayStart, plusDays, toDate } from './instants';
import { BAR, ROW } from './setup';
import { seenRows } from './sync';

function layer(host: HTMLElement, name: string, first = false): HTMLElement {
  const found = host.querySelector<HTMLElement>(`:scope > .${name}`);
  if (found) return found;
  const made = document.createElement('div');
  made.className = name;
  made.setAttribute('aria-hidden', 'true');
  if (first) host.prepend(made); else host.append(made);
  return made;
}

function strip(className: string, left: number, width: number): HTMLElement {
  const el = document.createElement('i');
  el.className = className;
  el.style.left = `${left}px`;
  if (width > 0) el.style.width = `${width}px`;
  return el;
}

interface Bar { id: string; start_date: Date; end_date: Date; task: { baseline_start: string | null; baseline_finish: string | null } }
const ROWS_LOOKED_AT = 24;
/** What stands beside a bar: 39%, +29 天. */
const BESIDE = 48;

/** Where the first row begins in which no bar runs over a holiday's name. */
function freeTop(gantt: GanttStatic, left: number, width: number): number {
  const rows = Math.min(gantt.getTaskCount(), ROWS_LOOKED_AT);
  for (let i = 0; i < rows; i += 1) {
    const bar = gantt.getTaskByIndex(i) as unknown as Bar | null;
    if (!bar || !gantt.isTaskVisible(bar.id)) continue;
    const from = Math.min(gantt.posFromDate(bar.start_date), bar.task.baseline_start ? gantt.posFromDate(dayStart(bar.task.baseline_start)) : Infinity);
    const to = Math.max(gantt.posFromDate(bar.end_date), bar.task.baseline_finish ? gantt.posFromDate(dayEnd(bar.task.baseline_finish)) : 0) + BESIDE;
    if (left > to || left + width < from) return gantt.getTaskTop(bar.id);
  }
  return 0;
}

/** Names of holidays; where two would run into each other the longer one is named. */
function labels(gantt: GanttStatic, holidays: Off[]): HTMLElement[] {
  const kept: { left: number; off: Off }[] = [];
  for (const off of holidays) {
    const left = gantt.posFromDate(off.from);
    const last = kept.at(-1);
    if (last && left - last.left < 12 * (last.off.name ?? '').length + 6) {
      if (off.days > last.off.days) kept[kept.length - 1] = { left, off };
    } else kept.push({ left, off });
  }
  return kept.map(({ left, off }) => {
    const label = strip('g-holiday', left + 2, 0);
    label.textContent = off.name ?? '';
    label.style.top = `${freeTop(gantt, left, 12 * (off.name ?? '').length) + 1}px`;
    return label;
  });
}

interface Parts { $task_data?: HTMLElement; $task_scale?: HTMLElement; $task_bg?: HTMLElement }

/** Weekends and holidays behind the bars, the line of today before them, its pill in the scale. */
export function drawCalendar(gantt: GanttStatic, off: Off[], today: string): void {
  const parts = gantt as unknown as Parts;
  const data = parts.$task_data;
  const scale = parts.$task_scale;
  if (!data || !scale) return;
  const { min_date: min, max_date: max } = gantt.getState() as { min_date: Date; max_date: Date };
  const height = `${Math.max(data.scrollHeight, data.clientHeight)}px`;
  const back = layer(data, 'g-off', true);
  back.style.height = height;
  const near = off.filter((o) => o.from < max && plusDays(o.from, o.days + 1) > min);
  const strips = near.filter((o) => !o.name).map((o) => {
    const left = gantt.posFromDate(o.from);
    return strip('g-offday', left, gantt.posFromDate(plusDays(o.from, o.days)) - left);
  });
  back.replaceChildren(...strips, ...labels(gantt, near.filter((o) => o.name)));
  const noon = toDate(`${today}T12:00`);
  const inside = noon >= min && noon <= max;
  const line = layer(data, 'g-now');
  line.hidden = !inside;
  line.style.height = height;
  line.style.left = `${gantt.posFromDate(noon)}px`;
  placePill(gantt, today, inside ? gantt.posFromDate(noon) : null);
}

/** The date of today in the scale. The library writes the scale anew as it scrolls, so the pill lies over it. */
export function placePill(gantt: GanttStatic, today: string, at: number | null = gantt.posFromDate(toDate(`${today}T12:00`))): void {
  const scale = (gantt as unknown as Parts).$task_scale;
  const holder = scale?.parentElement;
  if (!scale || !holder) return;
  const pill = layer(holder, 'g-pill');
  // The width as the library keeps it: to ask the page for it would lay it out with every step of a scroll.
  const { width } = (gantt.$ui.getView('timeline') as { $config: { width: number } }).$config;
  const left = at === null ? -1 : at - gantt.getScrollState().x;
  pill.hidden = at === null || left < 20 || left > width - 20;
  pill.textContent = today.slice(5);
  // What holds it scrolls by itself.
  pill.style.left = `${at ?? 0}px`;
}

const SVG = 'http://www.w3.org/2000/svg';
/** Rows above and below what is seen, so that the line runs off the page and does not end there. */
const MARGIN = 6;

/** How far the work is, as a day: inside its bar for what runs, `at` itself for what is done or not due yet. */
export function frontOf(task: Task, at: Date): Date {
  if (!task.start || !task.finish || task.percent >= 100) return at;
  const [start, finish] = isMilestone(task.kind) ? [toDate(task.finish), toDate(task.finish)] : [dayStart(task.start), dayEnd(task.finish)];
  if (task.percent === 0) return start < at ? start : at;
  return new Date(start.getTime() + ((finish.getTime() - start.getTime()) * task.percent) / 100);
}

/** The progress line: from row to row through how far each task is; it bends left where the work is behind. */
export function drawProgressLine(gantt: GanttStatic, schedule: Schedule | null): void {
  const data = (gantt as unknown as Parts).$task_data;
  if (!data) return;
  const holder = layer(data, 'g-front');
  holder.replaceChildren();
  if (!schedule || gantt.getVisibleTaskCount() === 0) return;
  const at = dayEnd(`${schedule.project.status_date ?? schedule.today}T12:00`);
  const { min_date: min, max_date: max } = gantt.getState() as { min_date: Date; max_date: Date };
  if (at < min || at > max) return;
  const scroll = gantt.getScrollState();
  const first = Math.max(Math.floor(scroll.y / ROW) - MARGIN, 0);
  const last = Math.min(first + Math.ceil(data.parentElement?.clientHeight ?? 900 / ROW) / ROW + 2 * MARGIN, gantt.getVisibleTaskCount() - 1);
  const middle = gantt.posFromDate(at);
  const points = [`${middle},${first * ROW}`];
  for (let i = first; i <= last; i += 1) {
    const row = gantt.getTaskByIndex(i) as unknown as { task: Task } | null;
    if (row && row.task.kind !== 'summary') points.push(`${Math.round(gantt.posFromDate(frontOf(row.task, at)))},${i * ROW + ROW / 2}`);
  }
  points.push(`${middle},${(last + 1) * ROW}`);
  const svg = document.createElementNS(SVG, 'svg');
  const line = document.createElementNS(SVG, 'polyline');
  line.setAttribute('points', points.join(' '));
  svg.append(line);
  holder.append(svg);
}

/** Outlines of where bars would stand, while one is being dragged. */
export function drawGhosts(gantt: GanttStatic, preview: MovePreview | null, dragged: string | null): void {
  const data = (gantt as unknown as Parts).$task_data;
  if (!data) return;
  const over = layer(data, 'g-ghosts');
  over.replaceChildren();
  if (!preview) return;
  const [first, last] = seenRows(gantt);
  for (const move of preview.moves) {
    if (move.id === dragged || !gantt.isTaskExists(move.id)) continue;
    const at = gantt.getGlobalTaskIndex(move.id);
    if (at < first || at > last || !gantt.isTaskVisible(move.id) || gantt.getTask(move.id).type === 'summary') continue;
    const from = gantt.posFromDate(dayStart(move.start));
    const el = strip(move.critical ? 'g-ghost g-ghost-crit' : 'g-ghost', from, Math.max(gantt.posFromDate(dayEnd(move.finish)) - from, 6));
    el.style.top = `${gantt.getTaskTop(move.id) + (ROW - BAR) / 2 - 2}px`;
    over.append(el);
  }
}
