import type { TFunction } from 'i18next';
import { avatarOf } from '@/ui/avatar';
import type { Schedule, Task, TaskLink } from '../api';
import { escapeText } from './draw';
import { lastDay, short } from './instants';
import { isLate, type GanttRow } from './rows';
import { durationShown, durationText, predecessorText } from './typing';

/** Everything a cell may need beside its row; made anew with every change of the plan. */
export interface Lookup { perDay: number; today: string; tasks: readonly Task[]; byId: Map<string, Task>; into: Map<string, TaskLink[]> }

export function lookup(schedule: Schedule): Lookup {
  const into = new Map<string, TaskLink[]>();
  for (const link of schedule.links) into.set(link.succ, [...(into.get(link.succ) ?? []), link]);
  return { perDay: schedule.calendar.minutes_per_day, today: schedule.today, tasks: schedule.tasks, byId: new Map(schedule.tasks.map((task) => [task.id, task])), into };
}

export const FIXED = ['wbs', 'text'];
export const COLUMNS = ['duration', 'start', 'finish', 'percent', 'owner', 'preds', 'float', 'late', 'baseline', 'deadline'] as const;
export type ColumnKey = (typeof COLUMNS)[number];
export const DEFAULT_COLUMNS: ColumnKey[] = ['start', 'finish', 'percent', 'owner'];
const WIDTH: Record<ColumnKey, number> = { duration: 62, start: 70, finish: 70, percent: 56, owner: 54, preds: 96, float: 62, late: 62, baseline: 70, deadline: 70 };
const TYPED = new Set<string>(['text', 'duration', 'start', 'finish', 'percent', 'owner', 'preds']);

/** The width the table needs: numbers, a name that can be read, and what was chosen. */
export const gridWidth = (keys: readonly ColumnKey[]) => Math.max(486, 46 + 200 + keys.reduce((sum, key) => sum + WIDTH[key], 0));

export function typedText(task: Task, column: string, look: Lookup): string {
  if (column === 'text') return task.name;
  if (column === 'duration') return durationText(task.duration, look.perDay);
  if (column === 'start') return task.start?.slice(0, 10) ?? '';
  if (column === 'finish') return task.finish ? lastDay(task.finish) : '';
  if (column === 'percent') return `${task.percent}%`;
  if (column === 'owner') return task.owner?.name ?? '';
  return (look.into.get(task.id) ?? []).map((link) => predecessorText(link, look.byId.get(link.pred)?.wbs ?? '', look.perDay)).join(', ');
}

const num = (text: string, tone = '') => `<span class="num ${tone}">${text}</span>`;
const dated = (day: string | null | undefined, year: string, late = false) => (day ? `<span class="num${late ? ' g-amber' : ''}" title="${day}">${short(day, year)}</span>` : '—');

export function columnsFor(keys: readonly ColumnKey[], t: TFunction<'projects'>, look: () => Lookup) {
  const days = (value: number | null) => (value === null ? '—' : num(String(Math.round((10 * value) / look().perDay) / 10)));
  const year = () => look().today.slice(0, 4);
  const cell: Record<ColumnKey, (task: Task) => string> = {
    duration: (task) => (task.kind === 'summary' || task.duration === null ? '' : num(escapeText(durationShown(task.duration, look().perDay)))),
    start: (task) => dated(task.start?.slice(0, 10), year()),
    finish: (task) => dated(task.finish && lastDay(task.finish), year(), isLate(task)),
    percent: (task) => num(`${task.percent}%`, 'g-t2'),
    owner: (task) => ownerCell(task.owner?.name),
    preds: (task) => { const text = escapeText(typedText(task, 'preds', look())); return `<span class="num" title="${text}">${text}</span>`; },
    float: (task) => (task.kind === 'summary' ? '' : days(task.total_float)),
    late: (task) => (task.late_days ? num(`${task.late_days > 0 ? '+' : '−'}${Math.abs(task.late_days)}`, isLate(task) ? 'g-amber' : 'g-t2') : ''),
    baseline: (task) => dated(task.baseline_finish && lastDay(task.baseline_finish), year()),
    deadline: (task) => dated(task.deadline?.slice(0, 10), year(), Boolean(task.deadline && task.finish && task.finish > task.deadline)),
  };
  const editor = (name: string) => (TYPED.has(name) ? { type: 'typed', map_to: 'auto' } : undefined);
  return [
    { name: 'wbs', label: 'WBS', width: 46, template: (row: GanttRow) => `<span class="num g-wbs">${row.task.wbs}</span>` },
    { name: 'text', label: t('grid.name'), width: '*' as const, min_width: 120, tree: true, editor: editor('text'), template: (row: GanttRow) => `<span class="${row.type === 'summary' ? 'g-b' : ''}" title="${escapeText(row.text)}">${escapeText(row.text)}</span>` },
    ...keys.map((key) => ({ name: key as string, label: t(`grid.${key}`), width: WIDTH[key], align: key === 'owner' ? 'center' : key === 'preds' ? 'left' : 'right', editor: editor(key), template: (row: GanttRow) => cell[key](row.task) })),
  ];
}

/** As drawn: the avatar, the name for whoever points at it or listens. The library makes the cell's name of its text, so the letter is not text. */
function ownerCell(name: string | undefined): string {
  if (!name) return '';
  const { letter, background, color } = avatarOf(name);
  return `<span class="g-owner" title="${escapeText(name)}"><span class="av" style="background:${background};color:${color}" data-letter="${escapeText(letter)}"></span><span class="sr">${escapeText(name)}</span></span>`;
}
