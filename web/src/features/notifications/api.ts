import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';

export const NOTIFICATION = 'notifications.notification';

export interface Notification {
  id: number; kind: string; label: string; title: string; link: string; resource: string; object_id: string; read_at: string | null; created_at: string;
}
export interface NotificationPage { items: Notification[]; next: number | null }
export interface Unread { unread: number; capped: boolean }
export interface Preference { kind: string; label: string; app: boolean; mail: boolean }
export interface Step { id: string; title: string; kind: 'step' | 'promise'; due_on: string | null; client_id: string; client__name: string }

export function useUnread() {
  return useQuery({ queryKey: [NOTIFICATION, 'unread'], queryFn: ({ signal }) => api.get<Unread>('/notifications/summary', { signal }), staleTime: 60_000 });
}

export function useNotifications(unread: boolean, enabled = true) {
  const { i18n } = useTranslation();
  return useInfiniteQuery({
    queryKey: [NOTIFICATION, 'list', unread, i18n.language],
    queryFn: ({ pageParam, signal }) => api.get<NotificationPage>('/notifications', { params: { cursor: pageParam, unread: unread || undefined }, signal }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => last.next,
    enabled,
  });
}

export function usePreferences() {
  const { i18n } = useTranslation();
  return useQuery({ queryKey: ['notifications.preference', i18n.language], queryFn: ({ signal }) => api.get<{ items: Preference[] }>('/notifications/preferences', { signal }), select: (d) => d.items });
}

export function useMySteps(enabled: boolean) {
  return useQuery({ queryKey: ['clients.client', 'my-steps'], queryFn: ({ signal }) => api.get<{ items: Step[] }>('/steps', { signal }), select: (d) => d.items, enabled });
}

/** Read one or all; the bell and the lists follow. */
export function useReading() {
  const queries = useQueryClient();
  const refresh = useCallback(() => queries.invalidateQueries({ queryKey: [NOTIFICATION] }), [queries]);
  return {
    read: useCallback(async (n: Notification) => { if (n.read_at === null) { await api.post(`/notifications/${n.id}/read`, {}); await refresh(); } }, [refresh]),
    readAll: useCallback(async (upTo: number | undefined) => { await api.post('/notifications/read', { up_to: upTo ?? null }); await refresh(); }, [refresh]),
  };
}
