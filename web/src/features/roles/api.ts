import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useRefreshOf } from '@/lib/refresh';

export const ROLE = 'accounts.role';

/** resource → action → scope, or resource → field → mode. */
export type Table = Record<string, Record<string, string>>;
export type Action = Schema<'GrantableAction'>;
export type FieldOf = Schema<'RuledField'>;
export type Item = Schema<'Grantable'>;
export type RoleRow = Schema<'RoleRow'>;
export type Holder = Schema<'RoleHolder'>;
export type Change = Schema<'RoleChangeOut'>;
export type RolePage = Schema<'RolePage'>;
export type Difference = Schema<'GrantDifference'>;
export type Concerned = Schema<'Concerned'>;
export type Duty = Schema<'DutyOut'>;
export type Preview = Schema<'RolePreview'>;
export type Right = Schema<'RightOut'>;
export type Rights = Schema<'RightsOut'>;
export type Why = Schema<'WhyOut'>;

export function useMatrix() {
  return useQuery({ queryKey: [ROLE, 'matrix'], queryFn: ({ signal }) => api.get<Schema<'RoleMatrix'>>('/roles/matrix', { signal }) });
}

export function useRole(code: string) {
  return useQuery({ queryKey: [ROLE, 'one', code], queryFn: ({ signal }) => api.get<RolePage>(`/roles/${code}`, { signal }), enabled: code !== '' });
}

export function useDuties() {
  return useQuery({ queryKey: [ROLE, 'duties'], queryFn: async ({ signal }) => (await api.get<Schema<'DutiesOut'>>('/roles/duties', { signal })).items });
}

export function useRights(person: string) {
  return useQuery({ queryKey: [ROLE, 'rights', person], queryFn: ({ signal }) => api.get<Rights>(`/people/${person}/rights`, { signal }) });
}

const SHOWN = [ROLE] as const;
export const useRefresh = () => useRefreshOf(SHOWN);

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
