import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useRefreshOf } from '@/lib/refresh';

export const INVITATION = 'accounts.invitation';
export const HAND_OVER = 'organisation.hand_over';
const USER = 'accounts.user';
const DEPARTMENT = 'accounts.department';

export type Dept = Schema<'DepartmentRow'>;
export type DeptDone = Schema<'DepartmentOut'>;
export type DeptPreview = Schema<'DepartmentPreview'>;
export type Post = Schema<'PostOut'>;
export type InvitationItem = Schema<'InvitationRow'>;
export type Invited = Schema<'InvitedOut'>;
export type HandOver = Schema<'HandOverOut'>;
export type HandOverItem = Schema<'HandOverRow'>;
export type Preview = Schema<'HandOverPreview'>;

const SHOWN = [USER, DEPARTMENT, INVITATION, HAND_OVER] as const;
/** After a change of ours: people, departments, invitations and hand-overs read again. */
export const useRefreshAll = () => useRefreshOf(SHOWN);

export const undoDepartment = (change: string) => api.post<DeptDone>(`/departments/changes/${change}/undo`);

export function useMovePreview(id: string, parent: string | null | undefined) {
  return useQuery({
    queryKey: [DEPARTMENT, 'move', id, parent ?? ''], enabled: parent !== undefined, retry: false,
    queryFn: ({ signal }) => api.post<DeptPreview>(`/departments/${id}/preview-move`, { parent_id: parent ?? null }, { signal }),
  });
}

export function useMergePreview(id: string, into: string) {
  return useQuery({
    queryKey: [DEPARTMENT, 'merge', id, into], enabled: into !== '', retry: false,
    queryFn: ({ signal }) => api.post<DeptPreview>(`/departments/${id}/preview-merge`, { into_id: into }, { signal }),
  });
}

export function usePreview(person: string, successor: string, overrides: Record<string, string>) {
  return useQuery({
    queryKey: [HAND_OVER, 'preview', person, successor, overrides], retry: false, placeholderData: keepPreviousData,
    queryFn: ({ signal }) => api.post<Preview>(`/people/${person}/hand-overs/preview`, { successor_id: successor || null, overrides }, { signal }),
  });
}

const MOVING = ['running', 'undoing'];

export function useHandOvers(person: string) {
  return useQuery({
    queryKey: [HAND_OVER, 'of', person], queryFn: async ({ signal }) => (await api.get<{ items: HandOverItem[] }>(`/people/${person}/hand-overs`, { signal })).items,
    refetchInterval: (q) => (q.state.data?.some((h) => MOVING.includes(h.status)) ? 1000 : false),
  });
}

export function useHandOver(id: string, enabled: boolean) {
  return useQuery({ queryKey: [HAND_OVER, 'one', id], enabled, queryFn: ({ signal }) => api.get<HandOver>(`/hand-overs/${id}`, { signal }) });
}

/** Departments in the order of the tree, narrowed to those that fit and the way up from them; closed branches left out. */
export function shown(all: Dept[], text: string, closed: Set<string>): { dept: Dept; depth: number; parent: boolean }[] {
  const by = new Map(all.map((d) => [d.id, d]));
  const wanted = new Set<string>();
  const sought = text.trim().toLowerCase();
  for (const d of all) {
    if (!d.name.toLowerCase().includes(sought)) continue;
    for (let at: Dept | undefined = d; at && !wanted.has(at.id); at = at.parent_id ? by.get(at.parent_id) : undefined) wanted.add(at.id);
  }
  const out: { dept: Dept; depth: number; parent: boolean }[] = [];
  const walk = (parent: string | null, depth: number) => {
    const level = all.filter((d) => (d.parent_id && by.has(d.parent_id) ? d.parent_id : null) === parent && wanted.has(d.id)).sort((a, b) => a.name.localeCompare(b.name, 'zh-CN'));
    for (const dept of level) {
      out.push({ dept, depth, parent: all.some((d) => d.parent_id === dept.id) });
      if (sought || !closed.has(dept.id)) walk(dept.id, depth + 1);
    }
  };
  walk(null, 0);
  return out;
}
