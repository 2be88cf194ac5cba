import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import type { Many } from '@/lib/bulk';
import { useRefreshOf } from '@/lib/refresh';

export const OPPORTUNITY = 'sales.opportunity';
export const STAGE = 'sales.stage';

export type Alarm = Card['alarms'][number];
export type OpportunityStatus = Card['status'];

/** A row of the list and a card of the board: the same columns. */
export type Card = Schema<'OpportunityRow'>;
export type Stage = Schema<'StageOut'>;
export type Column = Schema<'BoardColumn'>;
export type Board = Schema<'BoardOut'>;
export type Change = Schema<'StageChange'>;
export type Opportunity = Schema<'OpportunityOut'>;

export const boardKey = (query: string) => [OPPORTUNITY, 'board', query];

export function useBoard(query: string) {
  return useQuery({
    queryKey: boardKey(query),
    queryFn: async ({ client, signal }) => {
      const fresh = await api.get<Board>(`/opportunities/board${query ? `?${query}` : ''}`, { signal });
      const old = client.getQueryData<Board>(boardKey(query));
      return old ? { ...fresh, stages: await Promise.all(fresh.stages.map((s) => asLong(s, old, query))) } : fresh;
    },
  });
}

/** A column that was read on past its first cards stays that long when the board is read again. */
async function asLong(column: Column, old: Board, query: string): Promise<Column> {
  const wanted = old.stages.find((s) => s.id === column.id)?.cards.length ?? 0;
  let now = column;
  while (now.next && now.cards.length < wanted) {
    const page = await moreCards(now.id, now.next, query);
    now = { ...now, cards: [...now.cards, ...page.items], next: page.next };
  }
  return now;
}

export function useOpportunity(id: string) {
  return useQuery({ queryKey: [OPPORTUNITY, 'one', id], queryFn: ({ signal }) => api.get<Opportunity>(`/opportunities/${id}`, { signal }) });
}

export function useStages() {
  return useQuery({ queryKey: [STAGE, 'all'], queryFn: ({ signal }) => api.get<Schema<'StageList'>>('/stages', { signal }), select: (d) => d.items });
}

/** Stages that were taken off the board. */
export function useRemovedStages() {
  return useQuery({ queryKey: [STAGE, 'removed'], queryFn: ({ signal }) => api.get<Schema<'StageList'>>('/stages', { params: { removed: true }, signal }), select: (d) => d.items });
}

const SHOWN = [OPPORTUNITY, 'clients.client'] as const;
/** After a change of ours: everything that shows opportunities reads again. */
export const useRefresh = () => useRefreshOf(SHOWN);

type Versioned = Pick<Opportunity, 'id' | 'version'>;
export const move = (one: Versioned, stage_id: string, after_id: string | null) => api.post<Opportunity>(`/opportunities/${one.id}/move`, { stage_id, after_id }, { version: one.version });
export const lose = (one: Versioned, body: unknown) => api.post<Opportunity>(`/opportunities/${one.id}/lose`, body, { version: one.version });
export const reopen = (one: Versioned) => api.post<Opportunity>(`/opportunities/${one.id}/reopen`, {}, { version: one.version });
export const kickoff = (one: Versioned, held_on: string) => api.post<Opportunity>(`/opportunities/${one.id}/kickoff`, { held_on }, { version: one.version });
export const update = (id: string, version: number | undefined, body: unknown) => api.patch<Opportunity>(`/opportunities/${id}`, body, { version });
export const archive = (ids: string[]) => api.post<Many>('/opportunities/archive', { ids });
export const restore = (ids: string[]) => api.post<Many>('/opportunities/restore', { ids });
export const assign = (ids: string[], owner_id: string) => api.post<Many>('/opportunities/assign', { ids, owner_id });
export const moreCards = (stage_id: string, cursor: string, query: string) =>
  api.get<Schema<'OpportunityPage'>>(`/opportunities${query ? `?${query}` : ''}`, { params: { cursor, sort: 'rank', size: 50, ...withFilters(query, [`stage:in:${stage_id}`, 'status:in:open']) } });

/** The filters of a query string together with more; both are repeated parameters of one name. */
function withFilters(query: string, more: string[]): { filter: string[] } {
  const has = new URLSearchParams(query).getAll('filter');
  return { filter: more.filter((m) => !has.includes(m)) };
}

export const LOST_REASONS = ['price', 'competitor', 'budget', 'cancelled', 'capability', 'terms', 'relation', 'other'];
