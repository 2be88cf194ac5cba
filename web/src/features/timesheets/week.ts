import { addDays } from '@/lib/dates';
import type { Kind, Week, WeekCell, WeekRow } from './api';

/** A row of the grid: a project, or a task of it. */
export interface Row { key: string; project: WeekRow['project']; task: WeekRow['task']; kind: Kind }
/** What a cell holds that is not with the server yet. */
export interface Draft { minutes: number; note: string }
export type Drafts = Record<string, Draft>;

export const DAY_MINUTES = 1440;

export const rowKey = (row: { project: { id: string }; task: { id: string } | null; kind: Kind }) => `${row.project.id}|${row.task?.id ?? ''}|${row.kind}`;
export const cellKey = (row: string, day: string) => `${row}|${day}`;

/** 7.5, 7,5, 7:30, 8h, 8小时 as minutes; nothing is 0, what is no number of hours is null. */
export function parseHours(text: string): number | null {
  const plain = text.trim().replace(/[hH]$|小时$/, '').replace(/[：]/g, ':').replace(/[，,]/g, '.').trim();
  if (plain === '') return 0;
  const clock = /^(\d{1,2}):([0-5]?\d)$/.exec(plain);
  const minutes = clock ? Number(clock[1]) * 60 + Number(clock[2]) : /^\d{0,2}(\.\d{0,4})?$/.test(plain) && plain !== '.' ? Math.round(Number(plain) * 60) : NaN;
  return Number.isFinite(minutes) && minutes >= 0 && minutes <= DAY_MINUTES ? minutes : null;
}

/** 7.5; nothing is empty. */
export function hoursText(minutes: number): string {
  return minutes === 0 ? '' : String(Number((minutes / 60).toFixed(2)));
}

/** The same in sentences and sums, where nothing is 0. */
export const hoursOf = (minutes: number) => hoursText(minutes) || '0';

/** Cells copied from a spreadsheet: lines of tab-separated texts as minutes; null where one is no number of hours. */
export function parsePaste(text: string): (number | null)[][] {
  return text.replace(/\r/g, '').replace(/\n+$/, '').split('\n').map((line) => line.split('\t').map(parseHours));
}

export const cellsOf = (week: Week): Map<string, WeekCell> => new Map(week.rows.flatMap((row) => row.cells.map((cell) => [cellKey(rowKey(row), cell.day), cell] as const)));

export const rowsOf = (week: Week, extra: Row[]): Row[] => {
  const held = week.rows.map((row) => ({ key: rowKey(row), project: row.project, task: row.task, kind: row.kind }));
  const known = new Set(held.map((r) => r.key));
  return [...held, ...extra.filter((r) => !known.has(r.key))];
};

/** What the week shows at a cell: what was typed, else what the server holds. */
export const shown = (cells: Map<string, WeekCell>, drafts: Drafts, key: string): Draft => {
  const cell = cells.get(key);
  return drafts[key] ?? { minutes: cell?.minutes ?? 0, note: cell?.note ?? '' };
};

export const writable = (cell: WeekCell | undefined, closed: boolean) => (cell ? (cell.state === 'draft' || cell.state === 'returned') : !closed);

/** Last week's rows and minutes, put into cells of this week that are empty and may be written. */
export function copied(week: Week, drafts: Drafts): { rows: Row[]; drafts: Drafts } {
  const cells = cellsOf(week);
  const open = new Map(week.days.map((d) => [d.date, !d.closed && d.working]));
  const made: Drafts = {};
  for (const row of week.before) {
    for (const cell of row.cells) {
      const day = addDays(cell.day, 7);
      const key = cellKey(rowKey(row), day);
      if (open.get(day) && shown(cells, drafts, key).minutes === 0 && writable(cells.get(key), false) && cell.minutes > 0) made[key] = { minutes: cell.minutes, note: '' };
    }
  }
  return { rows: week.before.map((row) => ({ key: rowKey(row), project: row.project, task: row.task, kind: row.kind })), drafts: made };
}

/** The body of a save: cells with the version that was read. */
export function bodyOf(drafts: Drafts, cells: Map<string, WeekCell>) {
  return Object.entries(drafts).map(([key, draft]) => {
    const [project = '', task = '', kind = 'normal', day = ''] = key.split('|');
    return { project_id: project, task_id: task || null, kind: kind as Kind, day, minutes: draft.minutes, note: draft.note, version: cells.get(key)?.version ?? 0 };
  });
}
