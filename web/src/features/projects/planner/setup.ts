import { Gantt, type GanttStatic, type Link } from 'dhtmlx-gantt';
import type { TFunction } from 'i18next';
import { isMilestone, type Task } from '../api';
import { ownKeys } from './cellEditor';
import { escapeText } from './draw';
import { lastDay } from './instants';
import type { GanttRow } from './rows';

export const ROW = 29;
export const BAR = 13;
const HEAD = 48;
/** An instance of our own, without the library's dialogs, fonts of its own or any call to a server. */
export function makeGantt(t: TFunction<'projects'>, zh: boolean, driving: (link: string) => boolean): GanttStatic {
  const gantt = Gantt.getGanttInstance({ plugins: { drag_timeline: false } });
  const c = gantt.config;
  Object.assign(c, {
    date_format: '%Y-%m-%d %H:%i', row_height: ROW, bar_height: BAR, scale_height: HEAD, grid_resize: true, start_on_monday: true,
    duration_unit: 'day', time_step: 1440, round_dnd_dates: false, fit_tasks: false, drag_progress: false, drag_project: false, show_progress: true, show_errors: false,
    details_on_dblclick: false, details_on_create: false, work_time: false, auto_types: false, order_branch: true, order_branch_free: true, smart_rendering: true, static_background: true,
    link_line_width: 1, link_wrapper_width: 14, link_arrow_size: 6, link_radius: 0, preserve_scroll: true, select_task: true, show_unscheduled: true, keep_grid_width: true,
    scroll_size: 8, tooltip_offset_x: 12, wai_aria_attributes: true, show_task_cells: false, show_tasks_outside_timescale: true,
  });
  gantt.templates.grid_folder = gantt.templates.grid_file = gantt.templates.grid_blank = () => '';
  gantt.templates.grid_open = (row: GanttRow & { $open?: boolean }) => `<div class="gantt_tree_icon gantt_${row.$open ? 'close' : 'open'} g-fold"></div>`;
  gantt.templates.grid_indent = () => '<div class="gantt_tree_indent g-indent"></div>';
  gantt.templates.link_class = (link: Link & { critical?: boolean }) => (['g-link', link.critical ? 'g-link-crit' : '', driving(String(link.id)) ? 'g-link-drives' : ''].join(' '));
  gantt.templates.leftside_text = () => '';
  gantt.templates.rightside_text = (_s: Date, _e: Date, row: GanttRow) => (row.type === 'milestone' ? escapeText(row.text) : '');
  gantt.templates.link_description = () => '';
  ownKeys(gantt);
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
