import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';

export const NOTIFICATION = 'notifications.notification';

export type Notification = Schema<'NotificationOut'>;
export type NotificationPage = Schema<'NotificationPage'>;
export type Unread = Schema<'Unread'>;
export type Preference = Schema<'PreferenceOut'>;
export type Step = Schema<'MyStep'>;

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
  return useQuery({ queryKey: ['notifications.preference', i18n.language], queryFn: ({ signal }) => api.get<Schema<'PreferenceList'>>('/notifications/preferences', { signal }), select: (d) => d.items });
}

export function useMySteps(enabled: boolean) {
  return useQuery({ queryKey: ['clients.client', 'my-steps'], queryFn: ({ signal }) => api.get<Schema<'MySteps'>>('/steps', { signal }), select: (d) => d.items, enabled });
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
