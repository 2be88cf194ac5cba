import type { GanttStatic } from 'dhtmlx-gantt';
import type { MovePreview } from '../api';
import type { Off } from './draw';
import { dayEnd, dayStart, plusDays, toDate } from './instants';
import { BAR, ROW } from './setup';

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
  const left = at === null ? -1 : at - gantt.getScrollState().x;
  pill.hidden = at === null || left < 20 || left > scale.clientWidth - 20;
  pill.textContent = today.slice(5);
  pill.style.left = `${left}px`;
}

/** Outlines of where bars would stand, while one is being dragged. */
export function drawGhosts(gantt: GanttStatic, preview: MovePreview | null, dragged: string | null): void {
  const data = (gantt as unknown as Parts).$task_data;
  if (!data) return;
  const over = layer(data, 'g-ghosts');
  over.replaceChildren();
  for (const move of preview?.moves ?? []) {
    if (move.id === dragged || !gantt.isTaskExists(move.id) || !gantt.isTaskVisible(move.id) || gantt.getTask(move.id).type === 'project') continue;
    const from = gantt.posFromDate(dayStart(move.start));
    const el = strip(move.critical ? 'g-ghost g-ghost-crit' : 'g-ghost', from, Math.max(gantt.posFromDate(dayEnd(move.finish)) - from, 6));
    el.style.top = `${gantt.getTaskTop(move.id) + (ROW - BAR) / 2 - 2}px`;
    over.append(el);
  }
}
