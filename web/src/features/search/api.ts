import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { components } from '@/api/schema';

export type Hits = components['schemas']['Hits'];
export type Group = components['schemas']['HitGroup'];
export type Hit = components['schemas']['HitItem'];
export type Piece = components['schemas']['Piece'];

/** Of every kind the newest few; of one kind page by page. */
export function useEverything(q: string, kind: string) {
  return useInfiniteQuery({
    queryKey: ['search', 'everything', q, kind],
    queryFn: ({ pageParam, signal }) => api.get<Hits>('/search/everything', { params: { q, kind, cursor: pageParam }, signal }),
    initialPageParam: '',
    getNextPageParam: (last) => (kind ? last.groups[0]?.next : null) ?? undefined,
    enabled: q !== '',
    placeholderData: keepPreviousData,
  });
}
