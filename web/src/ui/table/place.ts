import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { api } from '@/api/client';
import type { ListPage, RowBase } from './types';

/** The list a reader came from, kept for the tab's life: 第 n 个 and the way to the next and previous record. */
export interface ListPlace {
  path: string;
  query: string;
  /** Address of the list, to go back to exactly it. */
  url: string;
  ids: string[];
  /** How many rows stand before ids[0]. */
  offset: number;
  size: number;
  next: string | null;
  prev: string | null;
  count: number | null;
  capped: boolean;
}

const key = (resource: string) => `dg.place.${resource}`;

export function rememberPlace(resource: string, place: ListPlace): void {
  try {
    sessionStorage.setItem(key(resource), JSON.stringify(place));
  } catch {
    // Without the store there is no 第 n 个; nothing else is lost.
  }
}

export function recallPlace(resource: string): ListPlace | null {
  try {
    const raw = sessionStorage.getItem(key(resource));
    return raw ? (JSON.parse(raw) as ListPlace) : null;
  } catch {
    return null;
  }
}

export function useListPlace(resource: string, id: string) {
  const client = useQueryClient();
  const [turned, setTurned] = useState(0);
  const place = useMemo(() => (turned >= 0 ? recallPlace(resource) : null), [resource, turned]);
  const at = place ? place.ids.indexOf(id) : -1;

  /** Id of the neighbour; the next page is fetched when the last row of this one is passed. */
  const step = useCallback(async (by: 1 | -1): Promise<string | null> => {
    if (!place || at < 0) return null;
    const near = place.ids[at + by];
    if (near) return near;
    const cursor = by > 0 ? place.next : place.prev;
    if (!cursor) return null;
    const page = await client.fetchQuery({
      queryKey: [resource, 'list', place.path, place.query, cursor, place.size],
      queryFn: () => api.get<ListPage<RowBase>>(place.query ? `${place.path}?${place.query}` : place.path, { params: { cursor, size: place.size } }),
    });
    const ids = page.items.map((r) => String(r.id));
    const offset = by > 0 ? place.offset + place.ids.length : Math.max(0, place.offset - ids.length);
    rememberPlace(resource, { ...place, ids, offset, next: page.next, prev: page.prev });
    setTurned((n) => n + 1);
    return (by > 0 ? ids[0] : ids.at(-1)) ?? null;
  }, [at, client, place, resource]);

  return {
    place: at < 0 ? null : place,
    index: at < 0 || !place ? null : place.offset + at + 1,
    hasPrev: Boolean(place && at >= 0 && (at > 0 || place.prev)),
    hasNext: Boolean(place && at >= 0 && (at < place.ids.length - 1 || place.next)),
    step,
  };
}
