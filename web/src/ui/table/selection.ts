import { useCallback, useEffect, useMemo, useState } from 'react';
import type { Selection } from './types';

/** Picked rows live as long as the query: another filter means another set. */
export function useSelection(query: string, pageIds: readonly string[], total: number | undefined) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  useEffect(() => { setChosen(new Set()); setAll(false); }, [query]);

  const clear = useCallback(() => { setChosen(new Set()); setAll(false); }, []);
  const pick = useCallback((id: string, on: boolean) => {
    setChosen((old) => {
      const now = new Set(all ? pageIds : old);
      if (on) now.add(id); else now.delete(id);
      return now;
    });
    setAll(false);
  }, [all, pageIds]);
  const pickPage = useCallback((on: boolean) => {
    setAll(false);
    setChosen((old) => { const now = new Set(old); pageIds.forEach((id) => (on ? now.add(id) : now.delete(id))); return now; });
  }, [pageIds]);

  const count = all ? (total ?? chosen.size) : chosen.size;
  const selection = useMemo<Selection>(() => ({ ids: all ? [] : [...chosen], all, query, count }), [all, chosen, count, query]);
  const pageAll = pageIds.length > 0 && (all || pageIds.every((id) => chosen.has(id)));
  const pageSome = all || pageIds.some((id) => chosen.has(id));
  return { chosen, all, selection, clear, pick, pickPage, pickAll: () => setAll(true), pageAll, pageSome };
}
