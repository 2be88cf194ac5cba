import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { api } from '@/api/client';
import { useMe, type Me } from '@/app/session';
import { onGlow } from '@/lib/live';
import { queryClient } from '@/lib/queryClient';
import { load, save } from '@/lib/storage';

export interface Client { id: string; name: string }
export interface Contact extends Me { phone: string; email: string | null; clients: Client[] }

export interface Step { id: string; name: string; state: 'done' | 'running' | 'todo'; percent: number; on: string | null; days_late: number | null }
export interface Project {
  id: string;
  name: string;
  status: string;
  percent: number;
  starts_on: string;
  planned_finish: string | null;
  finish: string | null;
  accepted_on: string | null;
  days_late: number | null;
  manager: { name: string; phone: string };
  steps: Step[];
}

export interface Instalment {
  id: string;
  title: string;
  amount: string;
  received: string;
  owed: string;
  due_on: string | null;
  due_kind: 'date' | 'milestone' | 'acceptance';
  days_after: number;
  state: 'waiting' | 'not_due' | 'due_soon' | 'overdue' | 'retained' | 'paid';
  days: number | null;
}
export interface Payee { name: string; bank: string; account: string }
export interface Due {
  overdue: { amount: string; days: number; title: string; due_on: string; rest: boolean; count: number } | null;
  next: Instalment | null;
  payee: Payee | null;
}
export interface Contract { id: string; number: string; title: string; amount: string; received: string; owed: string; credit: string; instalments: Instalment[] }
export interface Payments extends Due { contracts: Contract[] }

export interface Entry {
  id: number;
  amount: number;
  balance_after: number;
  kind: 'accrual' | 'deduction' | 'reversal';
  cause: string;
  facts: { amount?: string; contract?: string; project?: string; planned_on?: string; accepted_on?: string };
  at: string;
}
export interface Points { account_id: string | null; balance: number; items: Entry[]; next: number | null }
export interface Home { client: Client | null; clients: Client[]; projects: Project[]; money: Due | null; points: Points | null }
export interface SharedFile { id: string; name: string; size: number; content_type: string; shared_at: string | null; inline: boolean; picture: boolean; about: string }

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
  timer = window.setTimeout(() => void queryClient.invalidateQueries({ queryKey: ['portal'] }), 250);
}

export function usePortal<T>(path: string, perClient = true) {
  const client = useClient();
  useEffect(() => { const stop = onGlow(refresh); return () => { stop(); }; }, []);
  const address = perClient && client ? `${path}?client=${client.id}` : path;
  return useQuery({ queryKey: ['portal', path, perClient ? client?.id : ''], queryFn: () => api.get<T>(address) });
}
