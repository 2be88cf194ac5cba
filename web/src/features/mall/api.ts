import { useQuery } from '@tanstack/react-query';
import { api, BASE } from '@/api/client';
import type { Schema } from '@/api/types';
import { useRefreshOf } from '@/lib/refresh';

export const REWARD = 'mall.reward';
export const ORDER = 'mall.order';
export const SETTING = 'mall.setting';

export type RewardRow = Schema<'RewardRow'>;
export type Reward = Schema<'RewardOut'>;
export type Kind = Reward['kind'];
export type OrderRow = Schema<'MallOrderRow'>;
export type Order = Schema<'MallOrderOut'>;
export type StockRow = Schema<'StockRow'>;

/** What moves together: an order takes stock and points. */
const TOGETHER = [REWARD, ORDER, 'loyalty.account', 'contracts.contract', 'approvals.approval'] as const;
export const useRefresh = () => useRefreshOf(TOGETHER);

export function useReward(id: string) {
  return useQuery({ queryKey: [REWARD, 'one', id], queryFn: () => api.get<Reward>(`/mall/rewards/${id}`) });
}

export function useOrder(id: string) {
  return useQuery({ queryKey: [ORDER, 'one', id], queryFn: () => api.get<Order>(`/mall/orders/${id}`) });
}

export function useTiers() {
  return useQuery({ queryKey: ['loyalty.tiers', 'mall'], queryFn: () => api.get<Schema<'MallTiers'>>('/mall/tiers') });
}

export function useEntitlements(client: string) {
  return useQuery({ queryKey: [ORDER, 'entitlements', client], queryFn: () => api.get<Schema<'Entitlements'>>(`/clients/${client}/entitlements`) });
}

export function useSetting(enabled: boolean) {
  return useQuery({ queryKey: [SETTING, 'one'], enabled, queryFn: () => api.get<Schema<'MallSettingOut'>>('/mall/setting') });
}

export const pictureOf = (id: string) => `${BASE}/files/${id}/thumbnail`;
