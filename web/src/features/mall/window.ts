import type { Schema } from '@/api/types';
import { BASE } from '@/api/client';

export type Offer = Schema<'PortalReward'>;
export type Offers = Schema<'PortalRewards'>;
export type Cart = Schema<'PortalCart'>;
export type CartLine = Schema<'PortalCartLine'>;
export type Options = Schema<'PortalMallOptions'>;
export type Orders = Schema<'PortalMallOrders'>;
export type Order = Schema<'MallOrderOut'>;

/** What one reward of the cart needs to know, by its kind. */
export type Wish = Partial<Record<'instalment_id' | 'contract_id' | 'attendee' | 'recipient' | 'phone' | 'address' | 'wish', string>>;

export const photoOf = (id: string) => `${BASE}/portal/files/${id}/thumbnail`;
export const number = (n: number) => n.toLocaleString('en-US');

/** In the language of the window, where it is told in English too. */
export const named = (one: { title: string; title_en: string }, language: string) => (language.startsWith('en') && one.title_en) || one.title;
