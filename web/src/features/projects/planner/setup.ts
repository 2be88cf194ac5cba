import { Gantt, type GanttStatic, type Link, type Scales } from 'dhtmlx-gantt';
import type { TFunction } from 'i18next';
import { escapeText } from './draw';
import { lastDay, short } from './instants';
import { isLate, type GanttRow } from './rows';

export type Scale = 'day' | 'week' | 'month';
export const ROW = 29;
export const BAR = 13;
const HEAD = 48;
const GRID = 486;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The year stands with January and with the first month of the chart. */
function monthWords(gantt: GanttStatic, zh: boolean) {
  return (date: Date) => {
    const begin = gantt.config.start_date;
    const first = date.getMonth() === 0 || (begin instanceof Date && date.getFullYear() === begin.getFullYear() && date.getMonth() === begin.getMonth());
    if (zh) return first ? `${date.getFullYear()} 年 ${date.getMonth() + 1} 月` : `${date.getMonth() + 1} 月`;
    return `${MONTHS[date.getMonth()] ?? ''}${first ? ` ${date.getFullYear()}` : ''}`;
  };
}

export function applyScale(gantt: GanttStatic, scale: Scale, zh: boolean): void {
  const month = monthWords(gantt, zh);
  const day = (date: Date) => String(date.getDate());
  const year = (date: Date) => (zh ? `${date.getFullYear()} 年` : String(date.getFullYear()));
  const scales: Record<Scale, Scales> = {
    day: [{ unit: 'month', step: 1, format: month }, { unit: 'day', step: 1, format: day }],
    week: [{ unit: 'month', step: 1, format: month }, { unit: 'week', step: 1, format: day }],
    month: [{ unit: 'year', step: 1, format: year }, { unit: 'month', step: 1, format: (d: Date) => (zh ? `${d.getMonth() + 1} 月` : (MONTHS[d.getMonth()] ?? '')) }],
  };
  gantt.config.scales = scales[scale];
  gantt.config.min_column_width = { day: 26, week: 22.5, month: 44 }[scale];
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
    { name: 'owner', label: t('grid.owner'), width: 64, align: 'left', template: (row: GanttRow) => `<span class="g-owner" title="${escapeText(cell(row).owner?.name ?? '')}">${escapeText(cell(row).owner?.name ?? '')}</span>` },
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
  return gantt;
}
