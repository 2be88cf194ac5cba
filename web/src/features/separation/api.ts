import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';

export type Standing = Schema<'ApartOut'>;
export const SEPARATION = 'accounts.separation';

/** How things stand, or would once the roles were cut to one duty each. */
export function useStanding(adjust: boolean, language: string) {
  return useQuery({ queryKey: [SEPARATION, adjust, language], queryFn: ({ signal }) => api.get<Standing>('/separation', { params: { adjust }, signal }) });
}
