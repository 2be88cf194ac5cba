import type { GanttStatic, Link } from 'dhtmlx-gantt';
import { useEffect, type RefObject } from 'react';
import type { ChartNow } from './GanttChart';
import { LINK_OF } from './rows';
import type { PlanActs } from './usePlan';
import { visibleOrder } from './useSelection';
import { farther, nearer } from './zoom';

/** Clicks, links, rows carried to another place, the wheel: each becomes one act or one change of view. */
export function useGanttEvents(gantt: RefObject<GanttStatic | null>, now: ChartNow, acts: RefObject<PlanActs>, ready: boolean): void {
  useEffect(() => {
    const g = gantt.current;
    const el = now.current.host.current;
    if (!g || !ready || !el) return;
    const may = () => now.current.props.schedule.may;
    const selecting = () => now.current.props.selecting;
    const events = [
      g.attachEvent('onTaskClick', (id: string, e: MouseEvent) => {
        const { picked, only, toggle, reach } = selecting();
        const target = e.target as HTMLElement;
        if (target.closest('.g-fold')) return true;
        if (e.shiftKey) reach(String(id), visibleOrder(gantt));
        else if (e.ctrlKey || e.metaKey) toggle(String(id));
        else {
          // The first click chooses a row, the second one in it opens the cell.
          const again = picked.active === String(id) && picked.ids.length === 1;
          const column = target.closest<HTMLElement>('.gantt_cell[data-column-name]')?.dataset.columnName ?? '';
          if (!again) only(String(id));
          else if (g.config.columns.some((one) => one.name === column && one.editor)) g.ext.inlineEditors.startEdit(id, column);
        }
        return false;
      }),
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
        void acts.current.place([String(id)], parent === '0' ? null : parent, before);
        return true;
      }),
      g.attachEvent('onBeforeRowDragMove', () => may().plan),
      g.attachEvent('onBeforeTaskDisplay', (id: string) => { const { shown } = now.current.props; return shown === null || shown.has(String(id)); }),
    ];
    const wheel = (e: WheelEvent) => {
      if (!e.ctrlKey && !e.metaKey) return;
      e.preventDefault();
      const { view, onScale } = now.current.props;
      onScale(e.deltaY < 0 ? nearer(view.scale) : farther(view.scale));
    };
    el.addEventListener('wheel', wheel, { passive: false });
    return () => { events.forEach((e) => g.detachEvent(e)); el.removeEventListener('wheel', wheel); };
  }, [gantt, now, acts, ready]);
}
