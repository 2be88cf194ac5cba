import type { GanttStatic } from 'dhtmlx-gantt';
import type { TFunction } from 'i18next';
import { useEffect, type RefObject } from 'react';
import { people } from '@/lib/sources';
import { toast } from '@/ui';
import { isMilestone } from '../api';
import { typedCells } from './cellEditor';
import { typedText, type Lookup } from './columns';
import type { ChartNow } from './GanttChart';
import { plusDays, toDate, toInstant } from './instants';
import * as typed from './typing';
import type { PlanActs } from './usePlan';

/** The date typed as a finish is the last day of work: it ends at the midnight after it. */
const endOf = (day: string) => toInstant(plusDays(toDate(`${day}T00:00`), 1));

/** Cells typed into: each becomes one act. */
export function useCells(gantt: RefObject<GanttStatic | null>, now: ChartNow, acts: RefObject<PlanActs>, look: RefObject<Lookup>, ready: boolean): void {
  useEffect(() => {
    const g = gantt.current;
    if (!g || !ready) return;
    const t: TFunction<'projects'> = now.current.t;
    const said = (found: { problem: string; what?: string }) => t(`typed.${found.problem}`, { what: found.what ?? '' });
    const give = async (id: string, name: string) => {
      if (!name) { void acts.current.save(id, { owner_id: null }); return; }
      const found = await people(name).catch(() => []);
      const exact = found.filter((p) => p.label === name);
      const one = exact.length === 1 ? exact[0] : found.length === 1 ? found[0] : undefined;
      if (one) void acts.current.save(id, { owner_id: one.value });
      else toast({ text: t(found.length > 1 ? 'typed.people' : 'typed.person', { what: name }), tone: 'bad' });
    };
    const keep = (id: string, column: string, text: string): string | null => {
      const { perDay, today, tasks, byId } = look.current;
      const task = byId.get(id);
      if (!task) return null;
      if (column === 'text') {
        if (!text.trim()) return t('typed.name');
        void acts.current.save(id, { name: text.trim().slice(0, 200) });
        return null;
      }
      if (column === 'owner') { void give(id, text.trim()); return null; }
      if (column === 'preds') {
        const found = typed.predecessors(text, tasks, perDay);
        if ('problem' in found) return said(found);
        void acts.current.predecessors(id, found.value);
        return null;
      }
      const found = column === 'duration' ? typed.duration(text, perDay) : column === 'percent' ? typed.percent(text) : typed.day(text, today);
      if ('problem' in found) return said(found);
      const value = found.value;
      if (typeof value === 'number') void (column === 'duration' ? acts.current.save(id, { duration: value }) : acts.current.progress(id, { percent: value }));
      else void acts.current.move(id, column === 'start' ? { start: `${value}T00:00` } : isMilestone(task.kind) ? { start: endOf(value) } : { finish: endOf(value) });
      return null;
    };
    const may = (id: string, column: string): boolean => {
      const task = look.current.byId.get(id);
      const { plan, progress } = now.current.props.schedule.may;
      if (!task) return false;
      if (column === 'percent') return progress && task.kind !== 'summary';
      if (!plan) return false;
      if (column === 'text' || column === 'owner' || column === 'preds') return true;
      if (task.kind === 'summary' || task.kind === 'hammock' || task.actual_finish) return false;
      return column === 'start' ? !task.actual_start : column === 'duration' ? !isMilestone(task.kind) : true;
    };
    return typedCells(g, {
      keep, may,
      text: (id, column) => { const task = look.current.byId.get(id); return task ? typedText(task, column, look.current) : ''; },
      label: (column) => (column === 'text' ? t('grid.name') : t(`grid.${column}`)),
      done: () => now.current.host.current?.focus(),
    });
  }, [gantt, now, acts, look, ready]);
}
