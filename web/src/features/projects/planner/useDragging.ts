import type { GanttStatic } from 'dhtmlx-gantt';
import { useEffect, useState, type RefObject } from 'react';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { isMilestone, type MovePreview } from '../api';
import type { ChartNow } from './GanttChart';
import { dayOf, daysFrom, minutesFrom, plusDays, toDate, toInstant } from './instants';
import { drawGhosts } from './layers';
import type { GanttRow } from './rows';
import type { PlanActs } from './usePlan';

export interface Dragging { name: string; start: string; finish: string; x: number; y: number; preview: MovePreview | null; failure: string }
type Body = { start?: string; finish?: string };

/** What a drag asks of the server: by whole days, keeping the hour at which the task began; by hours where they are seen (`exact`). */
export function bodyOf(mode: string, row: GanttRow, start: Date, end: Date, exact = false): Body | null {
  const { task } = row;
  if (!task.start || !task.finish) return null;
  if (exact) {
    const [from, to] = [toInstant(start), toInstant(end)];
    if (mode === 'move') return from === toInstant(row.start_date) ? null : { start: from };
    if (to !== toInstant(row.end_date)) return { finish: to };
    return from === toInstant(row.start_date) ? null : { start: from, finish: task.finish };
  }
  if (mode === 'move') {
    const from = isMilestone(task.kind) ? toDate(task.finish) : toDate(task.start);
    const days = daysFrom(from, start);
    return days === 0 ? null : { start: toInstant(plusDays(from, days)) };
  }
  const atFront = row.start_date.getTime() !== start.getTime() && end.getTime() === row.end_date.getTime();
  if (atFront) return { start: `${dayOf(start)}T00:00`, finish: task.finish };
  return { finish: toInstant(end) };
}

/** The bars that go with the one that is held: all that are chosen with it. */
interface Together { ids: string[]; minutes: number }

/** While a bar is held, the server says what would move; letting go makes it so. */
export function useDragging(gantt: RefObject<GanttStatic | null>, now: ChartNow, acts: RefObject<PlanActs>, ready: boolean): Dragging | null {
  const [state, setState] = useState<Dragging | null>(null);
  useEffect(() => {
    const g = gantt.current;
    if (!g || !ready) return;
    let original: GanttRow | null = null;
    let asked = '';
    // Where the bar was last said to go: letting go does that and nothing else.
    let aim: Body | null = null;
    let others: string[] = [];
    let timer = 0;
    let abort: AbortController | null = null;
    let point = { x: 0, y: 0 };
    const hours = () => g.config.time_step === 60;
    const follow = (e: PointerEvent | MouseEvent) => { point = { x: e.clientX, y: e.clientY }; setState((old) => (old ? { ...old, ...point } : old)); };
    const stop = () => { window.clearTimeout(timer); abort?.abort(); drawGhosts(g, null, null); setState(null); window.removeEventListener('mousemove', follow); };
    const together = (body: Body): Together | null => {
      const from = original && (isMilestone(original.task.kind) ? original.task.finish : original.task.start);
      return others.length > 1 && from && body.start && !body.finish ? { ids: others, minutes: minutesFrom(from, body.start) } : null;
    };
    const ask = (id: string, body: Body) => {
      const many = together(body);
      window.clearTimeout(timer);
      timer = window.setTimeout(() => {
        abort?.abort();
        abort = new AbortController();
        const asked = many ? api.post<MovePreview>(`/projects/${now.current.props.schedule.project.id}/tasks/drag/preview`, many, { signal: abort.signal }) : api.post<MovePreview>(`/tasks/${id}/move/preview`, body, { signal: abort.signal });
        asked.then(
          (preview) => { drawGhosts(g, preview, id); setState((old) => (old ? { ...old, preview, failure: '' } : old)); },
          (error: unknown) => { if (!(error instanceof DOMException)) setState((old) => (old ? { ...old, preview: null, failure: Problem.from(error).message } : old)); },
        );
      }, 90);
    };
    const events = [
      g.attachEvent('onBeforeTaskDrag', (id: string, mode: string) => {
        const row = g.getTask(id) as unknown as GanttRow;
        if (row.readonly || row.type === 'summary' || row.task.actual_finish) return false;
        original = { ...row, start_date: new Date(row.start_date), end_date: new Date(row.end_date) };
        asked = '';
        aim = null;
        const { ids } = now.current.props.selecting.picked;
        others = mode === 'move' && ids.includes(String(id)) ? ids : [];
        window.addEventListener('mousemove', follow);
        return true;
      }),
      g.attachEvent('onTaskDrag', (id: string, mode: string, row) => {
        if (!original || !row.start_date || !row.end_date) return;
        const exact = hours();
        const start = g.roundDate({ date: row.start_date, unit: exact ? 'hour' : 'day', step: 1 });
        const end = g.roundDate({ date: row.end_date, unit: exact ? 'hour' : 'day', step: 1 });
        const body = bodyOf(mode, original, start, end, exact);
        aim = body;
        const words = exact
          ? { name: row.text ?? '', start: toInstant(start).replace('T', ' '), finish: toInstant(end).replace('T', ' ') }
          : { name: row.text ?? '', start: dayOf(start), finish: dayOf(plusDays(end, isMilestone(original.task.kind) ? 0 : -1)) };
        setState((old) => ({ preview: old?.preview ?? null, failure: old?.failure ?? '', ...point, ...words }));
        const key = JSON.stringify(body);
        if (body && key !== asked) { asked = key; ask(id, body); }
        if (!body) { asked = ''; window.clearTimeout(timer); drawGhosts(g, null, null); setState((old) => (old ? { ...old, preview: null } : old)); }
      }),
      g.attachEvent('onAfterTaskDrag', (id: string) => {
        const held = original;
        const many = aim && together(aim);
        original = null;
        stop();
        if (!held) return;
        const row = g.getTask(id) as unknown as GanttRow;
        if (many) void acts.current.drag(many.ids, many.minutes);
        else if (aim) void acts.current.move(id, aim);
        else { row.start_date = held.start_date; row.end_date = held.end_date; g.refreshTask(id); }
      }),
    ];
    return () => { stop(); events.forEach((e) => g.detachEvent(e)); };
  }, [gantt, now, acts, ready]);
  return state;
}
