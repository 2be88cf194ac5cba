import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';

export type PasskeyRow = Schema<'PasskeyRow'>;
export type Security = Schema<'SecurityOut'>;
export type SessionRow = Schema<'SessionRow'>;
export type SignInState = Schema<'SignInState'>;
export type RoleDemand = Schema<'RoleDemand'>;

export const SECURITY = ['account.security'];
export const SESSIONS = ['account.sessions'];

export function useSecurity() {
  return useQuery({ queryKey: SECURITY, queryFn: ({ signal }) => api.get<Security>('/me/security', { signal }) });
}

export function useSessions() {
  return useQuery({ queryKey: SESSIONS, queryFn: async ({ signal }) => (await api.get<Schema<'SessionsOut'>>('/me/sessions', { signal })).items });
}

export function useSignInOf(id: string) {
  return useQuery({ queryKey: ['account.sign_in', id], queryFn: ({ signal }) => api.get<SignInState>(`/people/${id}/sign-in`, { signal }) });
}

export function useDemands() {
  return useQuery({ queryKey: ['account.demands'], queryFn: async ({ signal }) => (await api.get<Schema<'RoleDemands'>>('/sign-in/roles', { signal })).items });
}

export function useRefreshSecurity() {
  const queries = useQueryClient();
  return useCallback(() => Promise.all([SECURITY, SESSIONS].map((queryKey) => queries.invalidateQueries({ queryKey }))), [queries]);
}
