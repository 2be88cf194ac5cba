import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/api/client';

interface PersonRow { id: string; name: string; title?: string }

/** Colleagues to choose from. Who may not read the list of people still has 我. */
export function usePeople(q: string, enabled: boolean) {
  return useQuery({
    queryKey: ['accounts.user', 'choose', q],
    queryFn: ({ signal }) => api.get<{ items: PersonRow[] }>('/people', { params: { q, size: 200, sort: 'name' }, signal }),
    select: (d) => d.items,
    enabled,
    staleTime: 300_000,
    placeholderData: (old) => old,
  });
}

export function usePeopleNames(enabled: boolean): ReadonlyMap<string, string> {
  const { data } = usePeople('', enabled);
  return useMemo(() => new Map((data ?? []).map((p) => [p.id, p.name])), [data]);
}
