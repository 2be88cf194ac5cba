import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { jobStarted } from '@/lib/jobs';

export const CREDIT = 'care.credit';
export const CREDIT_RULE = 'care.credit_rule';
export const RISK = 'care.risk';
export const SANCTION = 'care.sanction';
export const GRADES = ['AAA', 'AA', 'A', 'B', 'C', 'D'] as const;

export type Credit = Schema<'ClientCredit'>;
export type Line = Schema<'CreditLine'>;
export type RuleRow = Schema<'CreditRuleRow'>;
export type Rule = Schema<'CreditRuleOut'>;
export type RuleBody = Rule['body'];
export type LineCode = Line['code'];
export type Risk = Schema<'RiskFlag'>;
export type RiskSetting = Schema<'RiskSettingOut'>;
export type SanctionRow = Schema<'SanctionRow'>;

export function useCredit(id: string) {
  return useQuery({ queryKey: [CREDIT, 'client', id], queryFn: ({ signal }) => api.get<Credit>(`/clients/${id}/credit`, { signal }) });
}
export function useRule(id: string) {
  return useQuery({ queryKey: [CREDIT_RULE, 'one', id], queryFn: ({ signal }) => api.get<Rule>(`/credit/rules/${id}`, { signal }) });
}
export function useRisks(client: string, amount: string) {
  return useQuery({
    queryKey: ['clients.client', 'risks', client, amount], enabled: client !== '',
    queryFn: ({ signal }) => api.get<Schema<'RiskFlags'>>(`/clients/${client}/risks`, { params: { amount: amount || undefined }, signal }), select: (d) => d.items,
  });
}
export function useRiskSetting() {
  return useQuery({ queryKey: [RISK, 'one'], queryFn: ({ signal }) => api.get<RiskSetting>('/credit/risks', { signal }) });
}
export const draftRule = (idempotencyKey: string) => api.post<Rule>('/credit/rules', undefined, { idempotencyKey });
export async function tryRule(id: string): Promise<string> {
  const { job_id: job } = await api.post<Schema<'JobBegun'>>(`/credit/rules/${id}/try`, {});
  jobStarted();
  return job;
}
export const saveRule = (rule: Rule, body: RuleBody, note: string) => api.put<Rule>(`/credit/rules/${rule.id}`, { body, note }, { version: rule.version });
export const endOverride = (client: string, reason: string) => api.post<Credit>(`/clients/${client}/credit/end-override`, { reason });
export const lift = (id: string, reason: string) => api.post(`/credit/sanctions/${id}/lift`, { reason });
