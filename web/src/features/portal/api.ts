import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useMe, type Me } from '@/app/session';
import { onGlow } from '@/lib/live';
import { queryClient } from '@/lib/queryClient';
import { load, save } from '@/lib/storage';

export type Client = Schema<'Named'>;
export interface Contact extends Me { phone: string; email: string | null; clients: Client[] }

export type Step = Schema<'PortalStep'>;
export type Project = Schema<'PortalProject'>;

export type Instalment = Schema<'PortalInstalment'>;
export type Payee = Schema<'Payee'>;
export type Due = Schema<'PortalDue'>;
export type Contract = Schema<'PortalContract'>;
export type Payments = Schema<'PortalPayments'>;

export type Entry = Schema<'PortalEntry'>;
export type PointsPage = Schema<'PortalPointsPage'>;
export type Points = Pick<PointsPage, 'account_id' | 'balance'>;
export type Gifts = Schema<'PortalGifts'>;
export type ClientGifts = Schema<'PortalClientGifts'>;
export type Gift = Schema<'PortalGift'>;
export type Notices = Schema<'PortalNotices'>;
export type Home = Schema<'PortalHome'>;
export type SharedFile = Schema<'PortalFile'>;

/** The signed-in contact: GET /portal/session says more of him than of the staff. */
export const useContact = () => useMe() as Contact;

const KEY = 'portal-client';
const watchers = new Set<() => void>();

export function chooseClient(id: string): void {
  save(KEY, id);
  watchers.forEach((w) => w());
}

/** The client the pages are about: the one chosen last, if the contact still speaks for it. */
export function useClient(): Client | undefined {
  const { clients } = useContact();
  const chosen = useSyncExternalStore((w) => { watchers.add(w); return () => watchers.delete(w); }, () => load<string>(KEY, ''));
  return clients.find((c) => c.id === chosen) ?? clients[0];
}

let timer = 0;
/** Whatever the stream tells a contact is his: the page he looks at asks again. */
function refresh(): void {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void queryClient.invalidateQueries({ queryKey: ['portal'] }), 80);
}

/** An address of the window, about one client. */
export function ofClient(path: string, client: Client | undefined): string {
  return client ? `${path}${path.includes('?') ? '&' : '?'}client=${client.id}` : path;
}

export function usePortal<T>(path: string, perClient = true) {
  const client = useClient();
  useEffect(() => { const stop = onGlow(refresh); return () => { stop(); }; }, []);
  const address = perClient ? ofClient(path, client) : path;
  return useQuery({ queryKey: ['portal', path, perClient ? client?.id : ''], queryFn: () => api.get<T>(address) });
}
