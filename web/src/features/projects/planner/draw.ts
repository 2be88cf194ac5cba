import { isMilestone, type Task } from '../api';
import { dayEnd, dayStart, daysFrom, toDate } from './instants';
import { isLate, type GanttRow } from './rows';

export interface Drawing {
  x: (date: Date) => number;
  critical: boolean;
  baseline: boolean;
  slack: boolean;
  /** Rows that another has just changed, and his name. */
  who: { ids: ReadonlySet<string>; who: string } | null;
  late: (days: number) => string;
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** The chart library writes what templates answer as HTML: names come from people. */
export const escapeText = (text: string) => text.replace(/[&<>"']/g, (c) => ESCAPES[c] ?? c);

/** Everything drawn inside a bar: baseline strip, dotted float, lateness in words. Offsets are from the bar's left edge. */
export function insideBar(row: GanttRow, d: Drawing): string {
  const { task } = row;
  const left = d.x(row.start_date);
  const named = d.who?.ids.has(task.id) ? `<span class="g-who">${escapeText(d.who.who)}</span>` : '';
  if (isMilestone(task.kind)) return `${milestone(task, left, d)}${named}`;
  const right = d.x(row.end_date) - left;
  const parts: string[] = [named];
  if (task.kind === 'summary') parts.push('<i class="g-sum"></i>');
  if (d.baseline && task.baseline_start && task.baseline_finish) {
    const from = d.x(dayStart(task.baseline_start)) - left;
    parts.push(`<i class="g-base" style="left:${from}px;width:${Math.max(d.x(dayEnd(task.baseline_finish)) - left - from, 2)}px"></i>`);
  }
  if (task.stop && task.resume && task.resume > task.stop) {
    const rest = d.x(dayEnd(task.stop)) - left;
    parts.push(`<i class="g-rest" style="left:${rest}px;width:${Math.max(d.x(dayStart(task.resume)) - left - rest, 0)}px"></i>`);
  }
  if (task.kind === 'summary') return `${parts.join('')}${task.percent > 0 ? `<span class="g-side num" style="left:${right + 6}px">${task.percent}%</span>` : ''}`;
  const float = d.slack && task.percent < 100 && task.free_finish && !task.critical ? Math.max(d.x(dayEnd(task.free_finish)) - left - right, 0) : 0;
  // A float that runs to the end of a long project says nothing more: it is cut where the eye stops following.
  const shown = Math.min(float, 160);
  if (shown > 3) parts.push(`<i class="g-float" style="left:${right}px;width:${shown}px"></i>`);
  if (d.baseline && isLate(task)) parts.push(`<span class="g-side g-late num" style="left:${right + shown + 18}px">${escapeText(d.late(task.late_days ?? 0))}</span>`);
  return parts.join('');
}

/** Its name stands beside it, by another template; here is where the baseline had it. */
function milestone(task: Task, left: number, d: Drawing): string {
  return d.baseline && task.baseline_finish && task.late_days ? `<i class="g-stone" style="left:${d.x(toDate(task.baseline_finish)) - left - 4}px"></i>` : '';
}

export function barClass(row: GanttRow, critical: boolean): string {
  const names = ['g-bar'];
  if (row.task.kind === 'summary') names.push('g-summary');
  else if (critical && row.task.critical && row.task.percent < 100) names.push('g-crit');
  if (isMilestone(row.task.kind)) names.push('g-milestone');
  if (row.task.percent >= 100) names.push('g-done');
  if (row.readonly || row.task.kind === 'summary') names.push('g-fixed');
  return names.join(' ');
}

export interface Off { from: Date; days: number; name?: string }

/** Days without work as strips behind the bars, holidays with their name. */
export function offDays(calendar: { off: [string, string][]; holidays: { from: string; to: string; name: string }[] }, names: (name: string) => string): Off[] {
  const at = (day: string) => toDate(`${day}T00:00`);
  const runs: Off[] = calendar.off.map(([from, to]) => ({ from: at(from), days: daysFrom(at(from), at(to)) + 1 }));
  const named: Off[] = calendar.holidays.map((h) => ({ from: at(h.from), days: daysFrom(at(h.from), at(h.to)) + 1, name: names(h.name) }));
  return [...runs, ...named];
}
