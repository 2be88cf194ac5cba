import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';

/** Changes are told of the account; its entries are refetched with it, so their keys begin with it too. */
export const ACCOUNT = 'loyalty.account';
export const STATISTICS = 'loyalty.statistics';

export type AccountRow = Schema<'AccountRow'>;

export type EntryRow = Schema<'EntryRow'>;

export type Account = Schema<'AccountOut'>;

export type Month = Schema<'PointsMonth'>;
export type Statistics = Schema<'PointsStatistics'>;

export function useAccount(id: string) {
  return useQuery({ queryKey: [ACCOUNT, 'one', id], queryFn: () => api.get<Account>(`/points/accounts/${id}`) });
}

export function useClientAccount(clientId: string) {
  return useQuery({ queryKey: [ACCOUNT, 'client', clientId], queryFn: () => api.get<Schema<'ClientAccount'>>(`/clients/${clientId}/points`) });
}

export function useStatistics(months: number) {
  return useQuery({ queryKey: [ACCOUNT, 'statistics', months], queryFn: () => api.get<Statistics>(`/points/statistics?months=${months}`) });
}
