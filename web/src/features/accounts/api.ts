import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';

export const USER = 'accounts.user';
export const DEPARTMENT = 'accounts.department';

export interface PersonRow { id: string; name: string; title: string; department: string | null; email: string | null; active: boolean; last_login: string | null; roles: string[]; role_codes: string[]; version: number }
export interface PersonFacts {
  id: string; version: number; name: string; title: string; email: string | null; phone: string | null; is_active: boolean; last_login: string | null; created_at: string;
  department: { id: string; name: string } | null; department_id: string | null; roles: string[]; has_password: boolean;
}
export interface Department { id: string; version: number; name: string; parent_id: string | null; path: string; people_count: number }
export interface Role { code: string; zh: string; en: string }

export function usePerson(id: string) {
  return useQuery({ queryKey: [USER, 'one', id], queryFn: ({ signal }) => api.get<PersonFacts>(`/people/${id}`, { signal }) });
}

export function useDepartments() {
  return useQuery({ queryKey: [DEPARTMENT, 'list'], queryFn: async ({ signal }) => (await api.get<{ items: Department[] }>('/departments', { signal })).items });
}

export function useRoles() {
  return useQuery({ queryKey: ['accounts.role'], staleTime: Infinity, queryFn: async ({ signal }) => (await api.get<{ items: Role[] }>('/roles', { signal })).items });
}

export function useRefresh() {
  const queries = useQueryClient();
  return useCallback(() => Promise.all([USER, DEPARTMENT].map((key) => queries.invalidateQueries({ queryKey: [key] }))), [queries]);
}

export const depthOf = (d: Department, top: number) => d.path.split('.').length - top;
export const roleName = (role: Role, lang: string) => (lang.startsWith('en') ? role.en : role.zh);

/** Nothing chosen is null for the API, nothing written an empty text. */
export const sent = (values: Record<string, unknown>) => Object.fromEntries(Object.entries(values).map(([k, v]) => (k.endsWith('_id') ? [k, v === '' ? null : v] : [k, v ?? ''])));
