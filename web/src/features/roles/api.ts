import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';

export const ROLE = 'accounts.role';

/** resource → action → scope, or resource → field → mode. */
export type Table = Record<string, Record<string, string>>;
export interface Action { code: string; label: string; scopes: string[] }
export interface FieldOf { key: string; label: string; maskable: boolean }
export interface Item { code: string; app: string; label: string; kind: 'record' | 'page'; follows: string | null; actions: Action[]; fields: FieldOf[] }
export interface RoleRow { code: string; zh: string; en: string; built_in: boolean; version: number; copied_from: string; fixed: boolean; people: number; changed: boolean }
export interface Holder { id: string; name: string; department: string | null; active: boolean }
export interface Change { id: string; version: number; action: string; at: string; by: string | null }
export interface RolePage extends Omit<RoleRow, 'people' | 'changed'> { grants: Table; fields: Table; default_grants: Table; default_fields: Table; people: Holder[]; changes: Change[] }
export interface Difference { resource: string; key: string; before: string | null; after: string | null }
export interface Concerned { id: string; name: string; department: string | null; one: string[]; other: string[] }
export interface Duty { code: string; title: string; why: string; people: Concerned[] }
export interface Preview { grants: Difference[]; fields: Difference[]; names: { before: string; after: string } | null; people: number; duties: Duty[]; locks_out: boolean }
export interface Right { resource: string; action: string; scope: string; roles: string[] }
export interface Rights { roles: { code: string; name: string }[]; rights: Right[]; fields: { resource: string; field: string; mode: string }[] }
export interface Why { visible: boolean; sentence: string; steps: string[]; fields: { label: string; mode: string }[]; person: string; title: string | null }

export function useMatrix() {
  return useQuery({ queryKey: [ROLE, 'matrix'], queryFn: ({ signal }) => api.get<{ resources: Item[]; roles: RoleRow[] }>('/roles/matrix', { signal }) });
}

export function useRole(code: string) {
  return useQuery({ queryKey: [ROLE, 'one', code], queryFn: ({ signal }) => api.get<RolePage>(`/roles/${code}`, { signal }), enabled: code !== '' });
}

export function useDuties() {
  return useQuery({ queryKey: [ROLE, 'duties'], queryFn: async ({ signal }) => (await api.get<{ items: Duty[] }>('/roles/duties', { signal })).items });
}

export function useRights(person: string) {
  return useQuery({ queryKey: [ROLE, 'rights', person], queryFn: ({ signal }) => api.get<Rights>(`/people/${person}/rights`, { signal }) });
}

export function useRefresh() {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: [ROLE] }), [queries]);
}

export const nameOf = (role: { zh: string; en: string }, lang: string) => (lang.startsWith('en') ? role.en : role.zh);

/** What differs, as a count for the button. */
export function countOf(before: Table, after: Table): number {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  let found = 0;
  for (const code of keys) {
    const [a, b] = [before[code] ?? {}, after[code] ?? {}];
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) if (a[key] !== b[key]) found += 1;
  }
  return found;
}

/** A copy in which one cell has another value; '' takes it out. */
export function withCell(table: Table, code: string, key: string, value: string): Table {
  const row = Object.fromEntries(Object.entries(table[code] ?? {}).filter(([k]) => k !== key));
  return { ...table, [code]: value === '' ? row : { ...row, [key]: value } };
}
