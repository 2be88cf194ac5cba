import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { addDays, today } from '@/lib/dates';

export const CASE = 'oversight.case';
export const REVIEW = 'oversight.review';
export const REPORT = 'oversight.report';
export const SETTING = 'oversight.setting';
export const DASHBOARD = 'oversight.dashboard';

export type CaseRow = Schema<'CaseRow'>;
export type Case = Schema<'CaseOut'>;
export type Find = Case['finds'][number];
export type Line = Find['lines'][number];
export type Finding = Exclude<Case['finding'], ''>;
export type Overview = Schema<'WatchOverview'>;
export type Setting = Schema<'WatchSettingOut'>;
export type Pattern = Setting['patterns'][number];
export type ReviewRow = Schema<'ReviewRow'>;
export type Review = Schema<'ReviewOut'>;
export type Draft = Schema<'ReviewDraft'>;
export type ReviewFacts = Review['facts'];
export type ReportRow = Schema<'PointsReportRow'>;
export type Board = Schema<'PointsBoard'>;

export function useOverview() {
  return useQuery({ queryKey: [CASE, 'overview'], queryFn: ({ signal }) => api.get<Overview>('/points/watch', { signal }) });
}
export function useCase(id: string) {
  return useQuery({ queryKey: [CASE, 'one', id], queryFn: ({ signal }) => api.get<Case>(`/points/cases/${id}`, { signal }) });
}
export function useSetting() {
  return useQuery({ queryKey: [SETTING, 'one'], queryFn: ({ signal }) => api.get<Setting>('/points/watch/settings', { signal }) });
}
export function useWaiting() {
  return useQuery({ queryKey: [REVIEW, 'waiting'], queryFn: ({ signal }) => api.get<Schema<'ReviewsWaiting'>>('/points/reviews/waiting', { signal }) });
}
export function useDraft(month: string) {
  return useQuery({ queryKey: [REVIEW, 'draft', month], queryFn: ({ signal }) => api.get<Draft>('/points/review-draft', { params: { month }, signal }) });
}
export function useReview(id: string) {
  return useQuery({ queryKey: [REVIEW, 'one', id], queryFn: ({ signal }) => api.get<Review>(`/points/reviews/${id}`, { signal }) });
}

/** What is chosen stands in the address, so that it can be sent to somebody. */
export interface Chosen { months: number; department: string; first: string; last: string }
export const SPANS = [3, 6, 12, 24];

/** The first of the month so many months back, the present one counted. */
function since(months: number): string {
  const [year = 0, month = 1] = today().split('-').map(Number);
  const count = year * 12 + month - months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`;
}

export function useChosen(): [Chosen, (changes: Partial<Chosen>) => void] {
  const [params, setParams] = useSearchParams();
  const chosen = useMemo<Chosen>(() => {
    const months = SPANS.find((n) => String(n) === params.get('months')) ?? 12;
    return { months, department: params.get('department') ?? '', first: params.get('first') ?? since(months), last: params.get('last') ?? today() };
  }, [params]);
  const set = (changes: Partial<Chosen>) => setParams((old) => {
    const now = new URLSearchParams(old);
    if (changes.months !== undefined) { now.delete('first'); now.delete('last'); }
    Object.entries(changes).forEach(([k, v]) => (v ? now.set(k, String(v)) : now.delete(k)));
    return now;
  }, { replace: true });
  return [chosen, set];
}

export function useBoard({ first, last, department }: Chosen) {
  return useQuery({
    queryKey: [DASHBOARD, 'board', first, last, department], placeholderData: keepPreviousData, retry: false,
    queryFn: ({ signal }) => api.get<Board>('/points/dashboard', { signal, params: { first, last, ...(department ? { department } : {}) } }),
  });
}

/** Address of the workbook of what is shown. */
export function boardFile({ first, last, department }: Chosen): string {
  return `/points/dashboard/file?first=${first}&last=${last}${department ? `&department=${department}` : ''}`;
}

/** The twelve months before this one, newest first: 2026-10. */
export function lastMonths(): string[] {
  const months: string[] = [];
  for (let day = `${today().slice(0, 7)}-01`; months.length < 12;) {
    day = `${addDays(day, -1).slice(0, 7)}-01`;
    months.push(day.slice(0, 7));
  }
  return months;
}
