import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';

/** Changes are told of the account; its entries are refetched with it, so their keys begin with it too. */
export const ACCOUNT = 'loyalty.account';
export const STATISTICS = 'loyalty.statistics';

export interface AccountRow {
  id: string;
  client: string;
  client_id: string;
  balance: number;
  given_this_year: number;
  last_entry_at: string | null;
  entries: number;
  owner: string | null;
}

export interface EntryRow {
  id: string;
  client: string;
  client_id: string;
  account_id: string;
  kind: 'accrual' | 'deduction' | 'reversal';
  rule: string;
  rule_version: number;
  amount: number;
  balance_after: number;
  occurred_at: string;
  actor_name: string;
  reversed: number | null;
  reason: string;
  data: { amount?: string; contract?: string; contract_id?: string; project?: string; project_id?: string; planned_on?: string; accepted_on?: string };
}

export interface Account {
  id: string;
  client: { id: string; name: string };
  owner: { id: string; name: string } | null;
  balance: number;
  entries: number;
  given_this_year: number;
  last_entry_at: string | null;
  opened_at: string;
}

export interface Month { month: string; given: number; taken: number; reversed: number; net: number; entries: number }
export interface Statistics { as_of: string; months: Month[]; outstanding: number; debt: number; accounts: number; accounts_in_debt: number }

export function useAccount(id: string) {
  return useQuery({ queryKey: [ACCOUNT, 'one', id], queryFn: () => api.get<Account>(`/points/accounts/${id}`) });
}

export function useClientAccount(clientId: string) {
  return useQuery({ queryKey: [ACCOUNT, 'client', clientId], queryFn: () => api.get<{ account: Account | null }>(`/clients/${clientId}/points`) });
}

export function useStatistics(months: number) {
  return useQuery({ queryKey: [ACCOUNT, 'statistics', months], queryFn: () => api.get<Statistics>(`/points/statistics?months=${months}`) });
}
