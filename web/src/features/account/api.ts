import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '@/api/client';

export interface PasskeyRow { id: string; name: string; created_at: string; last_used_at: string | null; here: boolean }
export interface Security {
  name: string; email: string | null; password_set_at: string | null; has_password: boolean; password_max_days: number; totp: boolean; recovery_left: number; passkeys: PasskeyRow[];
  takes_passkeys: boolean; host: string; demanded: boolean;
}
export interface SessionRow { id: string; current: boolean; device: string; address: string; kept: boolean; created_at: string; last_used_at: string }
export interface SignInState { id: string; locked_minutes: number | null; methods: string[]; demanded: boolean; must_change_password: boolean; password_set_at: string | null; sessions: SessionRow[] }
export interface RoleDemand { code: string; zh: string; en: string; needs_second_factor: boolean; people_count: number; with_second: number }

export const SECURITY = ['account.security'];
export const SESSIONS = ['account.sessions'];

export function useSecurity() {
  return useQuery({ queryKey: SECURITY, queryFn: ({ signal }) => api.get<Security>('/me/security', { signal }) });
}

export function useSessions() {
  return useQuery({ queryKey: SESSIONS, queryFn: async ({ signal }) => (await api.get<{ items: SessionRow[] }>('/me/sessions', { signal })).items });
}

export function useSignInOf(id: string) {
  return useQuery({ queryKey: ['account.sign_in', id], queryFn: ({ signal }) => api.get<SignInState>(`/people/${id}/sign-in`, { signal }) });
}

export function useDemands() {
  return useQuery({ queryKey: ['account.demands'], queryFn: async ({ signal }) => (await api.get<{ items: RoleDemand[] }>('/sign-in/roles', { signal })).items });
}

export function useRefreshSecurity() {
  const queries = useQueryClient();
  return useCallback(() => Promise.all([SECURITY, SESSIONS].map((queryKey) => queries.invalidateQueries({ queryKey }))), [queries]);
}
