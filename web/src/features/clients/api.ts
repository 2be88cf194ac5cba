import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api, BASE } from '@/api/client';
import { fetchFile } from '@/lib/exports';
import type { Schema } from '@/api/types';
import type { Many } from '@/lib/bulk';
import { useRefreshOf } from '@/lib/refresh';

export const CLIENT = 'clients.client';

export type ClientRow = Schema<'ClientRow'>;
export type Contact = Schema<'DossierContact'>;
export type Step = Schema<'StepOut'>;
export type Figures = Schema<'FiguresOut'>;
export type Dossier = Schema<'ClientOut'>;
export type Entry = Schema<'TimelineItem'>;

/** What the timeline is narrowed to; nothing is all. */
export interface TimelineFilter { group?: string; about?: string; kind?: string; author?: string; keyword?: string; /** From this one on, back in time. */ entry?: string }

export const timelineKey = (id: string, filter: TimelineFilter = {}) => [CLIENT, 'timeline', id, filter.group ?? '', filter.about ?? '', filter.kind ?? '', filter.author ?? '', filter.keyword ?? '', filter.entry ?? ''];

/** With it comes the first page of its timeline, which then need not be asked for. */
export function useDossier(id: string) {
  const queries = useQueryClient();
  return useQuery({
    queryKey: [CLIENT, 'one', id],
    queryFn: async ({ signal }) => {
      const client = await api.get<Dossier>(`/clients/${id}`, { signal });
      if (client.timeline) queries.setQueryData(timelineKey(id), (known) => known ?? { pages: [client.timeline], pageParams: [null] });
      return client;
    },
  });
}

const SHOWN = [CLIENT] as const;
/** After a change of ours: everything that shows this client reads again. */
export const useRefresh = () => useRefreshOf(SHOWN);

export const addNote = (id: string, body: unknown, idempotencyKey: string) => api.post(`/clients/${id}/notes`, body, { idempotencyKey });
export const addMail = (id: string, file: File, idempotencyKey: string) => {
  const body = new FormData();
  body.append('file', file);
  return api.post<Schema<'NoteMade'>>(`/clients/${id}/mails`, body, { idempotencyKey });
};
export const addStep = (id: string, body: unknown, idempotencyKey: string) => api.post(`/clients/${id}/steps`, body, { idempotencyKey });
export const finishStep = (id: string) => api.post(`/steps/${id}/finish`);
export const reopenStep = (id: string) => api.post(`/steps/${id}/reopen`);
export const archive = (ids: string[]) => api.post<Many>('/clients/archive', { ids });
export const restore = (ids: string[]) => api.post<Many>('/clients/restore', { ids });
export const assign = (ids: string[], owner_id: string) => api.post<Many>('/clients/assign', { ids, owner_id });
export const tagMany = (ids: string[], name: string) => api.post<Many>('/clients/tag', { ids, name });
export const setTags = (id: string, names: string[]) => api.put<Schema<'TagsOut'>>(`/clients/${id}/tags`, { names });

/** The dossier as a PDF. */
export const printDossier = (id: string, name: string, language: string) => fetchFile(`${BASE}/clients/${id}/pdf/file`, `${name}.pdf`, language);
