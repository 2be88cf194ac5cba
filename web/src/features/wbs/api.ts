import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useRefreshOf } from '@/lib/refresh';
import type { Option } from '@/ui';

export const TEMPLATE = 'wbs.template';
export type TemplateRow = Schema<'WbsTemplateRow'>;
export type Template = Schema<'WbsTemplateOut'>;
export type Row = Template['rows'][number];
export type Preview = Schema<'WbsPreview'>;
export type Applied = Schema<'WbsApplied'>;
export type Type = Template['type'];
export const TYPES: Type[] = ['municipal', 'market', 'house', 'energy', 'mep', 'software', 'other'];
export const PAYS: Row['pay'][] = ['', 'advance', 'progress', 'final', 'retention'];

export const useTemplate = (id: string, number: number | null) => useQuery({ queryKey: [TEMPLATE, 'one', id, number], queryFn: ({ signal }) => api.get<Template>(`/wbs-templates/${id}`, { params: { number }, signal }) });
const SHOWN = [TEMPLATE, 'projects.project'] as const;
export const useRefresh = () => useRefreshOf(SHOWN);

export async function templates(q: string, signal?: AbortSignal): Promise<Option[]> {
  const found = await api.get<Schema<'WbsTemplatePage'>>('/wbs-templates', { params: { q, size: 50, sort: 'name', filter: ['archived:eq:false'] }, signal });
  return found.items.map((one) => ({ value: one.id, label: one.name, note: String(one.tasks) }));
}
