import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '@/api/client';

export const DASHBOARD = 'insights.dashboard';
export const PERIODS = ['month', 'quarter', 'year12', 'custom'] as const;
export type PeriodKey = (typeof PERIODS)[number];

export interface Flow { key: 'signed' | 'received'; unit: 'money'; value: string; count: number; previous: string; change: string | null; rate?: string | null; link: string | null }
export interface Overdue { key: 'overdue'; unit: 'money'; value: string; count: number; previous: string | null; difference: string | null; clients: number; link: string | null }
export interface Late { key: 'late'; unit: 'count'; value: number; total: number; longest: number | null; link: string; total_link: string }
export interface Points { key: 'points'; unit: 'points'; value: number; previous: number; change: string | null; link: string | null }
export type Figure = Flow | Overdue | Late | Points;
export interface Month { month: string; unfinished: boolean; signed: string; signed_link: string; received: string; received_link: string }
export interface StageBar { stage: string; name: string; name_en: string; count: number; amount: string; conversion: number | null; link: string }
export interface Age { age: 'not_due' | 'd1_30' | 'd31_90' | 'd90_plus'; owed: string; count: number; share: number | null; link: string }
export interface Ages { owed: string; count: number; link: string; items: Age[]; retention: string; retention_link: string }
export interface LateProject { id: string; name: string; manager: string | null; forecast_finish: string | null; days_late: number; percent: number; planned_percent: number | null; link: string }
export interface Attention { kind: 'overdue' | 'milestone' | 'project' | 'promise' | 'ending'; link: string; params: Record<string, string | number> }

export interface Board {
  as_of: string | null;
  period: { key: PeriodKey; first: string; last: string; unfinished: boolean };
  departments: { id: string; name: string; depth: number }[];
  regions: { code: string; name: string }[];
  figures: Figure[];
  months: { items: Month[] } | null;
  funnel: StageBar[] | null;
  ages: Ages | null;
  late: { items: LateProject[]; link: string; all_link: string } | null;
  attention: Attention[];
}

export interface Chosen { period: PeriodKey; from: string; to: string; department: string; region: string }

const REFRESH_MS = 60_000;

/** What is chosen stands in the address, so that a dashboard can be sent to somebody. */
export function useChosen(): [Chosen, (changes: Partial<Chosen>) => void] {
  const [params, setParams] = useSearchParams();
  const chosen = useMemo<Chosen>(() => ({
    period: PERIODS.find((p) => p === params.get('period')) ?? 'year12',
    from: params.get('from') ?? '', to: params.get('to') ?? '', department: params.get('department') ?? '', region: params.get('region') ?? '',
  }), [params]);
  const set = (changes: Partial<Chosen>) => setParams((old) => {
    const now = new URLSearchParams(old);
    Object.entries(changes).forEach(([k, v]) => (v ? now.set(k, v) : now.delete(k)));
    if (now.get('period') !== 'custom') { now.delete('from'); now.delete('to'); }
    return now;
  });
  return [chosen, set];
}

export function useBoard(chosen: Chosen) {
  const ready = chosen.period !== 'custom' || (chosen.from !== '' && chosen.to !== '');
  return useQuery({
    queryKey: [DASHBOARD, 'board', chosen], enabled: ready, placeholderData: keepPreviousData, refetchInterval: REFRESH_MS,
    queryFn: ({ signal }) => api.get<Board>('/dashboard', { signal, params: { ...chosen } }),
  });
}
