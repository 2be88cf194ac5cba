import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';

export const TOKEN = 'tokens.token';
export type TokenState = 'active' | 'expired' | 'revoked';
export interface TokenRow {
  id: string; name: string; purpose: string; owner_name: string; owner_id: string; hint: string; scopes: Record<string, string[]>; state: TokenState; created_at: string; expires_at: string;
  last_used_at: string | null; last_address: string; version: number;
}
interface Labelled { code: string; label: string }
export interface Offers { items: (Labelled & { actions: Labelled[] })[]; most_days: number; per_minute: number }
export interface Made { id: string; name: string; token: string }

export function useOffers(language: string) {
  return useQuery({ queryKey: [TOKEN, 'offers', language], queryFn: ({ signal }) => api.get<Offers>('/tokens/offers', { signal }) });
}

export function useRefreshTokens() {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: [TOKEN] }), [queries]);
}

/** ["clients.client:view", "clients.client:update"] as {"clients.client": ["view", "update"]}. */
export function scopesOf(chosen: string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const one of chosen) {
    const [code = '', action = ''] = one.split(':');
    (found[code] ??= []).push(action);
  }
  return found;
}

/** What a token may do, in words: as far as the reader knows the words, else by their codes. */
export function scopeWords(scopes: Record<string, string[]>, offers: Offers | undefined, colon: string, and: string): string[] {
  return Object.entries(scopes).map(([code, actions]) => {
    const item = offers?.items.find((i) => i.code === code);
    return `${item?.label ?? code}${colon}${actions.map((a) => item?.actions.find((x) => x.code === a)?.label ?? a).join(and)}`;
  });
}
