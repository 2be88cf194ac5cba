import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';

export const DASHBOARD = 'insights.dashboard';
export const PERIODS = ['month', 'quarter', 'year12', 'custom'] as const satisfies readonly PeriodKey[];
export type PeriodKey = Board['period']['key'];

export type Flow = Schema<'FlowFigure'>;
export type Overdue = Schema<'OverdueFigure'>;
export type Late = Schema<'LateFigure'>;
export type Points = Schema<'PointsFigure'>;
export type Figure = Board['figures'][number];
export type Month = Schema<'MonthFigures'>;
export type StageBar = Schema<'StageBar'>;
export type Age = Schema<'AgeBar'>;
export type Ages = Schema<'AgesPanel'>;
export type LateProject = Schema<'LateProject'>;
export type Attention = Schema<'Attention'>;

export type Board = Schema<'DashboardOut'>;

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
