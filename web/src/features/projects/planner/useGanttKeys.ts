import type { GanttStatic } from 'dhtmlx-gantt';
import { useCallback, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '@/ui';
import type { ChartProps } from './GanttChart';
import type { PlanActs } from './usePlan';

type Now = RefObject<{ props: ChartProps }>;

/** Arrows walk the rows and fold them, Alt + arrows change the level, Enter opens, Delete removes, Ctrl Z takes back. */
export function useGanttKeys(gantt: RefObject<GanttStatic | null>, now: Now, acts: RefObject<PlanActs>) {
  const { t } = useTranslation('projects');
  return useCallback((e: KeyboardEvent<HTMLDivElement>) => {
    const g = gantt.current;
    const target = e.target as HTMLElement;
    if (!g || e.nativeEvent.isComposing || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return;
    const { schedule, onOpen } = now.current.props;
    const id = g.getSelectedId() as string | null;
    const go = (to: string | number | null | undefined) => { if (to) { g.selectTask(to); g.showTask(to); } };
    const visible = () => g.getVisibleTaskCount();
    const keys: Record<string, () => void> = {
      ArrowDown: () => go(id ? g.getNext(id) : visible() ? g.getTaskByIndex(0)?.id : null),
      ArrowUp: () => id && go(g.getPrev(id)),
      ArrowLeft: () => id && (g.hasChild(id) && g.getTask(id).$open ? g.close(id) : go(g.getParent(id))),
      ArrowRight: () => id && g.open(id),
      Enter: () => id && onOpen(String(id)),
      Delete: () => {
        if (!id || !schedule.may.plan) return;
        const name = String(g.getTask(id).text);
        void acts.current.remove([String(id)], () => toast({ text: t('done.removed', { name }), undo: () => acts.current.undo() }));
      },
    };
    const plan: Record<string, () => void> = { ArrowRight: () => id && void acts.current.indent(String(id)), ArrowLeft: () => id && void acts.current.outdent(String(id)) };
    const control: Record<string, () => void> = { z: () => void (e.shiftKey ? acts.current.redo() : acts.current.undo()), y: () => void acts.current.redo() };
    const table = e.altKey ? (schedule.may.plan ? plan : {}) : e.ctrlKey || e.metaKey ? (schedule.may.plan ? control : {}) : keys;
    const act = table[e.key.length === 1 ? e.key.toLowerCase() : e.key];
    if (!act) return;
    e.preventDefault();
    e.stopPropagation();
    act();
  }, [gantt, now, acts, t]);
}
