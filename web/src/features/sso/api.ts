import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useRefreshOf } from '@/lib/refresh';

export const PROVIDER = 'accounts.sign_in_provider';
export type Provider = Schema<'ProviderOut'>;
export type Policy = Schema<'SsoPolicyOut'>;
export type Tried = Schema<'TriedOut'>;
export type Identity = Schema<'IdentityOut'>;
export const KINDS = ['oidc', 'wecom', 'dingtalk', 'feishu', 'wechat'] as const;

export function useProviders() {
  return useQuery({ queryKey: [PROVIDER, 'list'], queryFn: async ({ signal }) => (await api.get<Schema<'ProvidersOut'>>('/sign-in-providers', { signal })).items });
}

export function usePolicy() {
  return useQuery({ queryKey: [PROVIDER, 'policy'], queryFn: ({ signal }) => api.get<Policy>('/sign-in-policy', { signal }) });
}

/** Of oneself, or of a colleague for whoever may change people. */
export function useIdentities(person?: string) {
  const path = person ? `/people/${person}/identities` : '/me/identities';
  return useQuery({ queryKey: [PROVIDER, 'of', person ?? 'me'], queryFn: async ({ signal }) => (await api.get<Schema<'IdentitiesOut'>>(path, { signal })).items });
}

const SHOWN = [PROVIDER] as const;
export const useRefreshSso = () => useRefreshOf(SHOWN);

export const nameOf = (p: { zh: string; en: string }, language: string) => (language.startsWith('en') ? p.en : p.zh);
export const words = (text: unknown) => String(text ?? '').split(/[\s,，、]+/).filter(Boolean);
