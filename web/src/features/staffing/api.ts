import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import type { Option } from '@/ui';

export const RESOURCE = 'staffing.resource';
export const SKILL = 'staffing.skill';
export const FIT_RULE = 'staffing.fit_rule';
export const LEVELLING = 'staffing.levelling';
export const PROJECT = 'projects.project';

export type ResourceRow = Schema<'ResourceRow'>;
export type Resource = Schema<'ResourceOut'>;
export type Kind = Resource['kind'];
export type Workload = Schema<'Workload'>;
export type WorkloadRow = Schema<'WorkloadRow'>;
export type Overload = Schema<'OverloadOut'>;
export type Work = Schema<'WorkOfResource'>;
export type Staffing = Schema<'TaskStaffing'>;
export type Candidates = Schema<'Candidates'>;
export type Candidate = Schema<'Candidate'>;
export type FitRule = Schema<'FitRuleOut'>;
export type SkillRow = Schema<'SkillRow'>;
export type LevellingRow = Schema<'LevellingRow'>;
export type Levelling = Schema<'LevellingOut'>;
export type Proposal = Schema<'LevellingProposal'>;

export const KINDS: Kind[] = ['person', 'team', 'equipment'];

export interface Asked { from: string; weeks: number; department: string; kind: string }

/** Loads change with plans and with people: their keys begin with the people, and projects ask them anew. */
export function useWorkload(asked: Asked) {
  return useQuery({ queryKey: [RESOURCE, 'workload', asked], queryFn: ({ signal }) => api.get<Workload>('/workload', { params: { ...asked, department: asked.department || undefined }, signal }), placeholderData: (old) => old });
}
export function useOverloads(asked: Asked, to: string) {
  const params = { from: asked.from, to, kind: asked.kind, department: asked.department || undefined };
  return useQuery({ queryKey: [RESOURCE, 'overloads', params], queryFn: ({ signal }) => api.get<Schema<'Overloads'>>('/overloads', { params, signal }), placeholderData: (old) => old });
}
export function useWork(id: string, from: string, to: string) {
  return useQuery({ queryKey: [RESOURCE, 'work', id, from, to], queryFn: ({ signal }) => api.get<Work>(`/resources/${id}/work`, { params: { from, to }, signal }) });
}
export function useResource(id: string) {
  return useQuery({ queryKey: [RESOURCE, 'one', id], queryFn: ({ signal }) => api.get<Resource>(`/resources/${id}`, { signal }) });
}
export function useSkills(on = true) {
  return useQuery({ queryKey: [SKILL, 'all'], enabled: on, queryFn: ({ signal }) => api.get<{ items: SkillRow[] }>('/skills', { params: { size: 200, sort: 'name', filter: ['archived:eq:false'] }, signal }), select: (d) => d.items });
}
export function useStaffing(task: string) {
  return useQuery({ queryKey: [PROJECT, 'staffing', task], queryFn: ({ signal }) => api.get<Staffing>(`/tasks/${task}/staffing`, { signal }) });
}
export function useCandidates(task: string, kind: Kind, q: string) {
  return useQuery({ queryKey: [PROJECT, 'candidates', task, kind, q], queryFn: ({ signal }) => api.get<Candidates>(`/tasks/${task}/candidates`, { params: { kind, q }, signal }), placeholderData: (old) => old });
}
export function useFitRule() {
  return useQuery({ queryKey: [FIT_RULE, 'one'], queryFn: ({ signal }) => api.get<FitRule>('/fit-rule', { signal }) });
}
export function useLevelling(id: string) {
  return useQuery({
    queryKey: [LEVELLING, 'one', id], queryFn: ({ signal }) => api.get<Levelling>(`/levellings/${id}`, { signal }),
    refetchInterval: (q) => (q.state.data && ['queued', 'running'].includes(q.state.data.state) ? 1500 : false),
  });
}

export async function departments(q: string, signal?: AbortSignal): Promise<Option[]> {
  const found = await api.get<{ items: { id: string; name: string }[] }>('/departments', { params: { q, size: 200 }, signal });
  return found.items.map((d) => ({ value: d.id, label: d.name }));
}
export async function myProjects(q: string, signal?: AbortSignal): Promise<Option[]> {
  const found = await api.get<Schema<'ProjectPage'>>('/projects', { params: { q, size: 100, sort: 'name', filter: ['status:in:preparing,running'] }, signal });
  return found.items.map((p) => ({ value: p.id, label: p.name, note: p.code }));
}
