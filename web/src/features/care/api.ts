import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { jobStarted } from '@/lib/jobs';
import type { Values } from '@/ui';

export const SEGMENT = 'care.segment';
export const TAG_RULE = 'care.tag_rule';

export type SegmentRow = Schema<'SegmentRow'>;
export type Segment = Schema<'SegmentOut'>;
export type TagRuleRow = Schema<'TagRuleRow'>;
export type Size = Schema<'SegmentSize'>;
export type Preview = Schema<'TagRulePreview'>;
export type ClientTags = Schema<'ClientTags'>;

export function useSegment(id: string) {
  return useQuery({ queryKey: [SEGMENT, 'one', id], queryFn: ({ signal }) => api.get<Segment>(`/segments/${id}`, { signal }) });
}
export function useSize(id: string) {
  return useQuery({
    queryKey: [SEGMENT, 'size', id], staleTime: 30_000,
    queryFn: ({ signal }) => api.get<Schema<'SegmentSizes'>>('/segments/sizes', { params: { ids: [id] }, signal }), select: (d) => d.items[0],
  });
}
export function useShares() {
  return useQuery({ queryKey: [SEGMENT, 'shares'], queryFn: ({ signal }) => api.get<Schema<'ShareChoices'>>('/segments/shares', { signal }), staleTime: 60_000 });
}
/** How many pass these conditions now; nothing is asked while there are none. */
export function useSegmentPreview(filters: string[]) {
  return useQuery({ queryKey: [SEGMENT, 'preview', filters], enabled: filters.length > 0, queryFn: ({ signal }) => api.post<Size>('/segments/preview', { filters }, { signal }) });
}
export function useRulePreview(tag: string, filters: string[]) {
  return useQuery({
    queryKey: [TAG_RULE, 'preview', tag, filters], enabled: filters.length > 0 && tag.trim() !== '', retry: false,
    queryFn: ({ signal }) => api.post<Preview>('/tag-rules/preview', { tag, filters }, { signal }),
  });
}
export function useClientTags(id: string) {
  return useQuery({ queryKey: ['clients.client', 'tags-told', id], queryFn: ({ signal }) => api.get<ClientTags>(`/clients/${id}/tags-told`, { signal }) });
}

export { useRefreshAny as useRefresh } from '@/lib/refresh';

/** The body of a segment: only what its kind of sharing asks for. */
export function sentSegment(values: Values): Record<string, unknown> {
  const { name, note, filters, share, department_id: department, role_id: role } = values;
  return { name, note: note ?? '', filters, share, department_id: share === 'department' ? department : null, role_id: share === 'role' ? role : null };
}
export const archiveSegment = (id: string) => api.post<Segment>(`/segments/${id}/archive`, {});
export const restoreSegment = (id: string) => api.post<Segment>(`/segments/${id}/restore`, {});
export async function switchRule(id: string, active: boolean): Promise<void> {
  await api.post(`/tag-rules/${id}/switch`, { active });
  jobStarted();
}
