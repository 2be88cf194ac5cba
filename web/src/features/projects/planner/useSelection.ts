import type { GanttStatic } from 'dhtmlx-gantt';
import { useCallback, useRef, useState, type RefObject } from 'react';

export interface Picked { ids: string[]; active: string | null }
export interface Selecting {
  picked: Picked;
  /** One row, or none. */
  only: (id: string | null) => void;
  /** One more, or one less. */
  toggle: (id: string) => void;
  /** All from where the selection began to here. */
  reach: (id: string, order: string[]) => void;
  all: (ids: string[]) => void;
}

const NONE: Picked = { ids: [], active: null };

export function useSelection(): Selecting {
  const [picked, setPicked] = useState<Picked>(NONE);
  const anchor = useRef<string | null>(null);
  const only = useCallback((id: string | null) => { anchor.current = id; setPicked(id ? { ids: [id], active: id } : NONE); }, []);
  const toggle = useCallback((id: string) => {
    anchor.current = id;
    setPicked((old) => { const ids = old.ids.includes(id) ? old.ids.filter((one) => one !== id) : [...old.ids, id]; return { ids, active: ids.includes(id) ? id : (ids.at(-1) ?? null) }; });
  }, []);
  const reach = useCallback((id: string, order: string[]) => {
    const from = order.indexOf(anchor.current ?? id);
    const to = order.indexOf(id);
    if (to < 0) return;
    const [low, high] = from < 0 ? [to, to] : from < to ? [from, to] : [to, from];
    setPicked({ ids: order.slice(low, high + 1), active: id });
  }, []);
  const all = useCallback((ids: string[]) => { anchor.current = ids[0] ?? null; setPicked({ ids, active: ids.at(-1) ?? null }); }, []);
  return { picked, only, toggle, reach, all };
}

/** Ids of the rows as they stand on the page: unfolded and let through by the filter. */
export function visibleOrder(gantt: RefObject<GanttStatic | null>): string[] {
  const g = gantt.current;
  const found: string[] = [];
  if (!g || g.getVisibleTaskCount() === 0) return found;
  for (let id: string | number | null = g.getTaskByIndex(0)?.id ?? null; id; id = g.getNext(id)) found.push(String(id));
  return found;
}
