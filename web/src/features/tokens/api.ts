import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useRefreshOf } from '@/lib/refresh';

export const TOKEN = 'tokens.token';
export type TokenRow = Schema<'TokenRow'>;
export type TokenState = TokenRow['state'];
export type Offers = Schema<'TokenOffers'>;
export type Made = Schema<'TokenMade'>;

export function useOffers(language: string) {
  return useQuery({ queryKey: [TOKEN, 'offers', language], queryFn: ({ signal }) => api.get<Offers>('/tokens/offers', { signal }) });
}

const SHOWN = [TOKEN] as const;
export const useRefreshTokens = () => useRefreshOf(SHOWN);

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
