import { api, BASE } from '@/api/client';
import type { Schema } from '@/api/types';
import { queryClient } from '@/lib/queryClient';

export type Rewards = Schema<'PortalRewards'>;
export type Reward = Schema<'PortalReward'>;
export type Cart = Schema<'PortalCart'>;
export type CartLine = Schema<'PortalCartLine'>;
export type Options = Schema<'PortalMallOptions'>;
export type Orders = Schema<'PortalMallOrders'>;
export type OrderRow = Schema<'PortalMallOrder'>;
export type Order = Schema<'MallOrderOut'>;
export type Wish = Schema<'WishIn'>;

export const pictureOf = (id: string) => `${BASE}/portal/files/${id}/thumbnail`;

/** So many of it in the cart, whatever was there: sent twice it is the same. */
export async function putInCart(client: string, reward: string, quantity: number): Promise<Cart> {
  const cart = await api.put<Cart>(`/portal/mall/cart/${reward}`, { client, quantity });
  queryClient.setQueryData(['portal', '/portal/mall/cart', client], cart);
  void queryClient.invalidateQueries({ queryKey: ['portal', '/portal/mall/rewards'] });
  return cart;
}
