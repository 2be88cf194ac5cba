import type { GanttStatic, Link } from 'dhtmlx-gantt';
import { useEffect, type RefObject } from 'react';
import type { ChartProps } from './GanttChart';
import { LINK_OF, type GanttRow } from './rows';
import { dayOf, plusDays, toInstant } from './instants';
import type { PlanActs } from './usePlan';

type Now = RefObject<{ props: ChartProps }>;
interface EditState { id: string | number; columnName: string; oldValue: unknown; newValue: unknown }

/** Clicks, links, rows carried to another place and cells typed into: each becomes one act. */
export function useGanttEvents(gantt: RefObject<GanttStatic | null>, now: Now, acts: RefObject<PlanActs>, ready: boolean): void {
  useEffect(() => {
    const g = gantt.current;
    if (!g || !ready) return;
    const may = () => now.current.props.schedule.may;
    const events = [
      g.attachEvent('onTaskSelected', (id: string) => { now.current.props.onSelect(String(id)); }),
      g.attachEvent('onTaskDblClick', (id: string | null) => { if (id) now.current.props.onOpen(String(id)); return false; }),
      g.attachEvent('onLinkDblClick', (id: string) => { if (may().plan) now.current.props.onLink(String(id)); return false; }),
      g.attachEvent('onBeforeLinkAdd', (_id: string, link: Link & { critical?: boolean }) => {
        // A link that the server gave is ours already; one drawn by hand is asked for first.
        if (link.critical !== undefined) return true;
        if (may().plan) void acts.current.link(String(link.source), String(link.target), LINK_OF[String(link.type)] ?? 'FS');
        return false;
      }),
      g.attachEvent('onLinkValidation', () => may().plan),
      g.attachEvent('onBeforeRowDragEnd', (id: string) => {
        const parent = String(g.getParent(id));
        const siblings = g.getChildren(g.getParent(id)).map(String);
        const before = siblings[siblings.indexOf(String(id)) - 1] ?? null;
        void acts.current.place(String(id), parent === '0' ? null : parent, before);
        return true;
      }),
      g.attachEvent('onBeforeRowDragMove', () => may().plan),
    ];
    const editors = g.ext.inlineEditors;
    const edits = [
      editors.attachEvent('onBeforeEditStart', (state: { id: string | number; columnName: string }) => {
        const row = g.getTask(state.id) as unknown as GanttRow;
        if (state.columnName === 'percent') return may().progress && row.type !== 'project';
        if (state.columnName === 'text') return may().plan;
        return may().plan && row.type === 'task' && (state.columnName !== 'start' || !row.task.actual_start) && !row.task.actual_finish;
      }),
      editors.attachEvent('onBeforeSave', (state: EditState) => { keep(acts.current, g.getTask(state.id) as unknown as GanttRow, state); return true; }),
    ];
    return () => { events.forEach((e) => g.detachEvent(e)); edits.forEach((e) => editors.detachEvent(e)); };
  }, [gantt, now, acts, ready]);
}

function keep(acts: PlanActs, row: GanttRow, state: EditState): void {
  const value = state.newValue;
  if (state.columnName === 'text' && typeof value === 'string' && value.trim() && value.trim() !== row.task.name) void acts.save(row.id, { name: value.trim() });
  if (state.columnName === 'percent') {
    const percent = Math.max(0, Math.min(100, Math.round(Number(value))));
    if (Number.isFinite(percent) && percent !== row.task.percent) void acts.progress(row.id, { percent });
  }
  if (value instanceof Date && state.columnName === 'start') void acts.move(row.id, { start: `${dayOf(value)}T00:00` });
  if (value instanceof Date && state.columnName === 'finish') void acts.move(row.id, { finish: toInstant(dayEndOf(value)) });
}

/** The date typed as a finish is the last day of work: it ends at the midnight after it. */
function dayEndOf(typed: Date): Date {
  return plusDays(new Date(typed.getFullYear(), typed.getMonth(), typed.getDate()), 1);
}
