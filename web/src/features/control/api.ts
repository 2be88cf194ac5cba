import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';

export const FIGURES = 'control.figures';
export const COST = 'control.cost';
export const REPORT = 'control.report';
/** What changes together: the plan's percent follows units and steps. */
export const ALL = [FIGURES, COST, 'projects.project'] as const;

export type Earned = Schema<'EarnedOut'>;
export type EarnedRow = Schema<'EarnedRow'>;
export type Curve = Schema<'CurveOut'>;
export type CurvePoint = Schema<'CurvePoint'>;
export type Health = Schema<'HealthOut'>;
export type Drawn = Schema<'DrawnOut'>;
export type Cash = Schema<'CashOut'>;
export type CashMonth = Schema<'CashMonth'>;
export type WholeCash = Schema<'PortfolioCash'>;
export type TaskSetting = Schema<'TaskSettingOut'>;
export type Comparison = Schema<'ComparisonOut'>;
export type ComparedRow = Schema<'ComparedRow'>;
export type Baselines = Schema<'BaselinesOut'>;
export type Baseline = Schema<'BaselineOut'>;
export type PortfolioRow = Schema<'PortfolioRow'>;
export type CostRow = Schema<'CostRow'>;
export type ReportRow = Schema<'HealthReportRow'>;
export type ReportSetting = Schema<'HealthReportSettingOut'>;
export type Light = PortfolioRow['light'];

const ask = <T,>(key: readonly unknown[], path: string, params?: Record<string, string>) => ({ queryKey: key, queryFn: ({ signal }: { signal: AbortSignal }) => api.get<T>(path, { params, signal }) });

export const useEarned = (id: string, at: string) => useQuery(ask<Earned>([FIGURES, 'earned', id, at], `/projects/${id}/earned`, at ? { at } : undefined));
export const useCurve = (id: string) => useQuery(ask<Curve>([FIGURES, 'curve', id], `/projects/${id}/curve`));
export const useHealth = (id: string) => useQuery(ask<Health>([FIGURES, 'health', id], `/projects/${id}/health`));
export const useCash = (id: string) => useQuery(ask<Cash>([FIGURES, 'cash', id], `/projects/${id}/cash`));
export const useWholeCash = () => useQuery(ask<WholeCash>([FIGURES, 'whole-cash'], '/portfolio/cash'));
export const useTaskSetting = (id: string) => useQuery({ ...ask<TaskSetting>([FIGURES, 'task', id], `/tasks/${id}/control`), staleTime: 0, gcTime: 0 });
export const useBaselines = (id: string) => useQuery(ask<Baselines>(['projects.project', 'baselines', id], `/projects/${id}/baselines`));
export const useComparison = (id: string, left: string, right: string) => useQuery({ ...ask<Comparison>(['projects.project', 'compare', id, left, right], `/projects/${id}/compare`, { left, right }), enabled: left !== '' && left !== right });
export const useReportSetting = () => useQuery(ask<ReportSetting>([REPORT, 'setting'], '/health-report-setting'));

/** 0.92; a ratio that nothing says is a dash. */
export const ratio = (value: number | null) => (value === null ? '—' : value.toFixed(2));
/** Below 1 is dear or late; a little below asks to be watched. */
const WATCH = 0.9;
const ON_TRACK = 0.995;
export const tone = (value: number | null): 'red' | 'amber' | undefined => (value === null || value >= ON_TRACK ? undefined : value < WATCH ? 'red' : 'amber');
