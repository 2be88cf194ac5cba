import { Gantt, type GanttStatic, type Link, type Scales } from 'dhtmlx-gantt';
import type { TFunction } from 'i18next';
import { avatarOf } from '@/ui/avatar';
import { isMilestone, type Task } from '../api';
import { escapeText } from './draw';
import { daysFrom, lastDay, short } from './instants';
import { isLate, type GanttRow } from './rows';

export type Scale = 'day' | 'week' | 'month';
export const ROW = 29;
export const BAR = 13;
const HEAD = 48;
const GRID = 486;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Pixels a label of the upper scale needs: a month with its year, and alone. */
const DATED = 78;
const PLAIN = 40;

/** The year stands with January and with the first month of the chart; a month of which only some days are drawn says what it has room for. */
export function monthWord(date: Date, begin: Date, dayWidth: number, zh: boolean): string {
  const same = (a: Date, b: Date) => a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth();
  const next = new Date(begin.getFullYear(), begin.getMonth() + 1, 1);
  const room = daysFrom(begin, next) * dayWidth;
  const word = zh ? `${date.getMonth() + 1} 月` : (MONTHS[date.getMonth()] ?? '');
  const dated = zh ? `${date.getFullYear()} 年 ${word}` : `${word} ${date.getFullYear()}`;
  if (same(date, begin)) return room >= DATED ? dated : room >= PLAIN ? word : '';
  return date.getMonth() === 0 || (room < DATED && same(date, next)) ? dated : word;
}

export function applyScale(gantt: GanttStatic, scale: Scale, zh: boolean): void {
  const width = { day: 26, week: 22.5, month: 44 }[scale];
  const month = (date: Date) => monthWord(date, gantt.getState().min_date ?? date, scale === 'week' ? width / 7 : width, zh);
  const day = (date: Date) => String(date.getDate());
  const year = (date: Date) => (zh ? `${date.getFullYear()} 年` : String(date.getFullYear()));
  const scales: Record<Scale, Scales> = {
    day: [{ unit: 'month', step: 1, format: month }, { unit: 'day', step: 1, format: day }],
    week: [{ unit: 'month', step: 1, format: month }, { unit: 'week', step: 1, format: day }],
    month: [{ unit: 'year', step: 1, format: year }, { unit: 'month', step: 1, format: (d: Date) => (zh ? `${d.getMonth() + 1} 月` : (MONTHS[d.getMonth()] ?? '')) }],
  };
  gantt.config.scales = scales[scale];
  gantt.config.min_column_width = width;
}

/** An instance of our own, without the library's dialogs, fonts of its own or any call to a server. */
export function makeGantt(t: TFunction<'projects'>, zh: boolean): GanttStatic {
  const gantt = Gantt.getGanttInstance({ plugins: { drag_timeline: false } });
  const c = gantt.config;
  Object.assign(c, {
    date_format: '%Y-%m-%d %H:%i', row_height: ROW, bar_height: BAR, scale_height: HEAD, grid_width: GRID, grid_resize: true, start_on_monday: true,
    duration_unit: 'day', time_step: 1440, round_dnd_dates: true, fit_tasks: false, drag_progress: false, drag_project: false, show_progress: true, show_errors: false,
    details_on_dblclick: false, details_on_create: false, work_time: false, auto_types: false, order_branch: true, order_branch_free: true, smart_rendering: true, static_background: true,
    link_line_width: 1, link_wrapper_width: 14, link_arrow_size: 6, link_radius: 0, preserve_scroll: true, select_task: true, show_unscheduled: true, keep_grid_width: true,
    scroll_size: 8, tooltip_offset_x: 12, wai_aria_attributes: true, show_task_cells: false,
  });
  const cell = (row: GanttRow) => row.task;
  const dated = (day: string | undefined, late = false) => (day ? `<span class="num${late ? ' g-amber' : ''}" title="${day}">${short(day)}</span>` : '—');
  c.columns = [
    { name: 'wbs', label: 'WBS', width: 46, template: (row: GanttRow) => `<span class="num g-wbs">${cell(row).wbs}</span>` },
    { name: 'text', label: t('grid.name'), width: '*', min_width: 120, tree: true, template: (row: GanttRow) => `<span class="${row.type === 'project' ? 'g-b' : ''}" title="${escapeText(row.text)}">${escapeText(row.text)}</span>`, editor: { type: 'text', map_to: 'text' } },
    { name: 'start', label: t('grid.start'), width: 56, align: 'right', template: (row: GanttRow) => dated(cell(row).start?.slice(0, 10)), editor: { type: 'date', map_to: 'start_date' } },
    { name: 'finish', label: t('grid.finish'), width: 58, align: 'right', template: (row: GanttRow) => dated(cell(row).finish ? lastDay(cell(row).finish ?? '') : undefined, isLate(cell(row))), editor: { type: 'date', map_to: 'end_date' } },
    { name: 'percent', label: t('grid.percent'), width: 56, align: 'right', template: (row: GanttRow) => `<span class="num g-t2">${cell(row).percent}%</span>`, editor: { type: 'number', map_to: 'percent', min: 0, max: 100 } },
    { name: 'owner', label: t('grid.owner'), width: 54, align: 'center', template: (row: GanttRow) => owner(cell(row).owner?.name) },
  ];
  gantt.templates.grid_row_class = (_s: Date, _e: Date, row: GanttRow) => (row.type === 'project' ? 'g-row g-row-sum' : 'g-row');
  gantt.templates.grid_folder = gantt.templates.grid_file = gantt.templates.grid_blank = () => '';
  gantt.templates.grid_open = (row: GanttRow & { $open?: boolean }) => `<div class="gantt_tree_icon gantt_${row.$open ? 'close' : 'open'} g-fold"></div>`;
  gantt.templates.grid_indent = () => '<div class="gantt_tree_indent g-indent"></div>';
  gantt.templates.link_class = (link: Link & { critical?: boolean }) => (link.critical ? 'g-link g-link-crit' : 'g-link');
  gantt.templates.leftside_text = () => '';
  gantt.templates.rightside_text = (_s: Date, _e: Date, row: GanttRow) => (row.type === 'milestone' ? escapeText(row.text) : '');
  gantt.templates.link_description = () => '';
  gantt.i18n.setLocale(zh ? 'cn' : 'en');
  speak(gantt, t);
  return gantt;
}

/** The library makes accessible names of its tooltips, in English and with the midnight after the last day. */
function speak(gantt: GanttStatic, t: TFunction<'projects'>): void {
  const name = (id: string | number) => (gantt.isTaskExists(id) ? escapeText(String(gantt.getTask(id).text)) : '');
  gantt.templates.tooltip_text = (_s: Date, _e: Date, row: GanttRow) => escapeText(spoken(row.task, t));
  gantt.locale.labels.link = t('link.title');
  gantt.templates.drag_link = (from: string | number, fromStart: boolean, to: string | number | undefined, toStart: boolean) =>
    [t(fromStart ? 'link.from_start' : 'link.from_finish', { name: name(from) }), to ? t(toStart ? 'link.to_start' : 'link.to_finish', { name: name(to) }) : ''].join(t('common:word.comma'));
}

/** 1.2 主要设备订货，2026-11-24 至 2027-02-02，完成 0%. */
export function spoken(task: Task, t: TFunction<'projects'>): string {
  const what = `${task.wbs} ${task.name}`;
  if (!task.start || !task.finish) return t('spoken.open', { what, percent: task.percent });
  if (isMilestone(task.kind)) return t('spoken.stone', { what, on: lastDay(task.finish), percent: task.percent });
  return t('spoken.task', { what, start: task.start.slice(0, 10), finish: lastDay(task.finish), percent: task.percent });
}

/** As drawn: the avatar, the name for whoever points at it or listens. The library makes the cell's name of its text, so the letter is not text. */
function owner(name: string | undefined): string {
  if (!name) return '';
  const { letter, background, color } = avatarOf(name);
  return `<span class="g-owner" title="${escapeText(name)}"><span class="av" style="background:${background};color:${color}" data-letter="${escapeText(letter)}"></span><span class="sr">${escapeText(name)}</span></span>`;
}
