import { useCallback, useState } from 'react';
import { load, save } from '@/lib/storage';
import { COLUMNS, DEFAULT_COLUMNS, type ColumnKey } from './columns';
import type { ChartView } from './GanttChart';
import { SCALES } from './zoom';

const KEY = 'planner.view';
const FIRST: ChartView = { scale: 'week', critical: true, baseline: true, slack: true, progress: false, load: false, columns: DEFAULT_COLUMNS };

/** How the plan is looked at, as it was left on this device. */
export function useView(): [ChartView, (change: Partial<ChartView>) => void] {
  const [view, setView] = useState<ChartView>(() => {
    const kept = { ...FIRST, ...load<Partial<ChartView>>(KEY, {}) };
    const columns = Array.isArray(kept.columns) ? kept.columns.filter((key): key is ColumnKey => COLUMNS.includes(key)) : DEFAULT_COLUMNS;
    return { ...kept, columns, scale: SCALES.includes(kept.scale) ? kept.scale : FIRST.scale };
  });
  const change = useCallback((part: Partial<ChartView>) => setView((old) => { const now = { ...old, ...part }; save(KEY, now); return now; }), []);
  return [view, change];
}
