import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useRefreshOf } from '@/lib/refresh';

export const USER = 'accounts.user';
export const DEPARTMENT = 'accounts.department';

export type PersonRow = Schema<'PersonRow'>;
export type PersonFacts = Schema<'PersonOut'>;
export type Department = Schema<'DepartmentRow'>;
export type Role = Schema<'NamedRole'>;

export function usePerson(id: string) {
  return useQuery({ queryKey: [USER, 'one', id], queryFn: ({ signal }) => api.get<PersonFacts>(`/people/${id}`, { signal }) });
}

export function useDepartments() {
  return useQuery({ queryKey: [DEPARTMENT, 'list'], queryFn: async ({ signal }) => (await api.get<Schema<'DepartmentTree'>>('/departments', { signal })).items });
}

export function useRoles() {
  return useQuery({ queryKey: ['accounts.role'], staleTime: Infinity, queryFn: async ({ signal }) => (await api.get<Schema<'RoleNames'>>('/roles', { signal })).items });
}

const SHOWN = [USER, DEPARTMENT] as const;
export const useRefresh = () => useRefreshOf(SHOWN);

export const depthOf = (d: Department, top: number) => d.path.split('.').length - top;
export const roleName = (role: Role, lang: string) => (lang.startsWith('en') ? role.en : role.zh);

/** Nothing chosen is null for the API, nothing written an empty text. */
export const sent = (values: Record<string, unknown>) => Object.fromEntries(Object.entries(values).map(([k, v]) => (k.endsWith('_id') ? [k, v === '' ? null : v] : [k, v ?? ''])));
