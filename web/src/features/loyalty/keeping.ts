import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { jobStarted } from '@/lib/jobs';
import { ACCOUNT } from './api';

export const RULE = 'loyalty.rule';
export const TIERS = 'loyalty.tiers';
export const ADJUSTMENT = 'loyalty.adjustment';
export const GIFT = 'loyalty.gift';
export const DIFFERENCE = 'loyalty.difference';

export type RuleRow = Schema<'PointsRuleRow'>;
export type Rule = Schema<'PointsRuleOut'>;
export type Body = Rule['body'];
export type TableRow = NonNullable<Body['table']>[number];
export type Cell = TableRow['cells'][number];
export type Trigger = Schema<'PointsTrigger'>;
export type Asked = Schema<'PointsField'>;
export type Tiers = Schema<'PointsTiersOut'>;
export type Tier = Tiers['tiers'][number];
export type Holdings = Schema<'PointsHoldings'>;
export type AdjustmentRow = Schema<'PointsAdjustmentRow'>;
export type DifferenceRow = Schema<'PointsDifferenceRow'>;

export function useTriggers() {
  return useQuery({ queryKey: [RULE, 'triggers'], staleTime: Infinity, queryFn: ({ signal }) => api.get<Schema<'PointsTriggers'>>('/points/triggers', { signal }) });
}
export function useRule(id: string) {
  return useQuery({ queryKey: [RULE, 'one', id], queryFn: ({ signal }) => api.get<Rule>(`/points/rules/${id}`, { signal }) });
}
/** Whether it can be used as it stands in the form, asked again when it rests. */
export function useCheck(on: string, body: Body) {
  return useQuery({
    queryKey: [RULE, 'check', on, body], placeholderData: keepPreviousData, retry: false,
    queryFn: ({ signal }) => api.post<Schema<'PointsCheck'>>('/points/rules/check', { on, body }, { signal }),
  });
}
export function useTiers() {
  return useQuery({ queryKey: [TIERS, 'one'], queryFn: ({ signal }) => api.get<Tiers>('/points/tiers', { signal }) });
}
export function useHoldings(account: string) {
  return useQuery({ queryKey: [ACCOUNT, 'holdings', account], queryFn: ({ signal }) => api.get<Holdings>(`/points/accounts/${account}/holdings`, { signal }) });
}
export function useCompany() {
  return useQuery({ queryKey: [DIFFERENCE, 'company'], queryFn: ({ signal }) => api.get<Schema<'PointsCompany'>>('/points/company', { signal }) });
}

async function job(path: string): Promise<string> {
  const { job_id: id } = await api.post<Schema<'JobBegun'>>(path, {});
  jobStarted();
  return id;
}
export const tryRule = (id: string) => job(`/points/rules/${id}/try`);
export const reconcile = () => job('/points/reconcile');
export const mend = (id: string) => api.post(`/points/differences/${id}/mend`, {});
