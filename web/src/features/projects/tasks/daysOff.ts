import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';

/** Days without work: the holiday's name, or nothing for a plain day off. */
export function useDaysOff(first: string, last: string): Map<string, string> {
  const found = useQuery({ queryKey: ['days-off', first, last], queryFn: ({ signal }) => api.get<Schema<'DaysOff'>>('/tasks/days-off', { params: { first, last }, signal }), staleTime: Infinity });
  return new Map((found.data?.items ?? []).map((d) => [d.date, d.name]));
}
