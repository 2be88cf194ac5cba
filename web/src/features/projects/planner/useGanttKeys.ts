import type { GanttStatic } from 'dhtmlx-gantt';
import { useCallback, type KeyboardEvent, type RefObject } from 'react';
import type { ChartNow } from './GanttChart';
import { visibleOrder } from './useSelection';
import { farther, nearer } from './zoom';

type Keys = Record<string, () => void>;

/** The chart is one widget: arrows move inside it, and what the mouse can do the keys can do. docs/planner.md lists them. */
export function useGanttKeys(gantt: RefObject<GanttStatic | null>, now: ChartNow) {
  return useCallback((e: KeyboardEvent<HTMLDivElement>) => {
    const g = gantt.current;
    const target = e.target as HTMLElement;
    if (!g || e.nativeEvent.isComposing || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName)) return;
    const { schedule, selecting, commands, view, onOpen, onScale, onEscape } = now.current.props;
    const { picked } = selecting;
    const id = picked.active;
    const may = schedule.may.plan;
    const go = (by: number) => {
      const order = visibleOrder(gantt);
      const at = id ? order.indexOf(id) : -1;
      const to = order[Math.max(0, Math.min(order.length - 1, at < 0 ? 0 : at + by))];
      if (!to) return;
      if (e.shiftKey) selecting.reach(to, order); else selecting.only(to);
      g.showTask(to);
    };
    const page = () => Math.max(1, Math.floor((g.$root.clientHeight - 80) / g.config.row_height));
    const fold = () => { if (id && g.hasChild(id) && g.getTask(id).$open) g.close(id); else if (id && g.getParent(id)) { const up = String(g.getParent(id)); if (g.isTaskExists(up)) { selecting.only(up); g.showTask(up); } } };
    const edit = () => { if (id) g.ext.inlineEditors.startEdit(id, 'text'); };
    const plain: Keys = {
      ArrowDown: () => go(1), ArrowUp: () => go(-1), PageDown: () => go(page()), PageUp: () => go(-page()), Home: () => go(-Infinity), End: () => go(Infinity),
      ArrowLeft: fold, ArrowRight: () => { if (id) g.open(id); },
      '+': () => onScale(nearer(view.scale)), '=': () => onScale(nearer(view.scale)), '-': () => onScale(farther(view.scale)), '_': () => onScale(farther(view.scale)),
      Escape: () => { if (picked.ids.length > 1) selecting.only(id); else onEscape(); },
      ' ': () => { if (id) onOpen(id); },
      ...(may ? { F2: edit, Enter: commands.below, Insert: commands.above, Delete: commands.remove } : { Enter: () => { if (id) onOpen(id); } }),
    };
    const alt: Keys = { Enter: () => { if (id) onOpen(id); }, ...(may ? { ArrowRight: commands.indent, ArrowLeft: commands.outdent } : {}) };
    const control: Keys = {
      a: () => selecting.all(visibleOrder(gantt)), c: commands.copy,
      ...(may ? { z: () => (e.shiftKey ? commands.redo() : commands.undo()), y: commands.redo, x: commands.cut, v: commands.paste } : {}),
    };
    const both: Keys = may ? { ArrowRight: () => commands.shift(1), ArrowLeft: () => commands.shift(-1) } : {};
    const ctrl = e.ctrlKey || e.metaKey;
    const act = (e.altKey && ctrl ? both : e.altKey ? alt : ctrl ? control : plain)[e.key.length === 1 ? e.key.toLowerCase() : e.key];
    if (!act) return;
    e.preventDefault();
    e.stopPropagation();
    act();
  }, [gantt, now]);
}
