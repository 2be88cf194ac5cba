import { Store } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '@/app/features';

const orders = 'mall.order';
const rewards = 'mall.reward';

export const feature: Feature = {
  name: 'mall',
  routes: [
    { path: 'mall/rewards', handle: { resource: rewards }, lazy: () => import('./RewardList') },
    { path: 'mall/rewards/new', handle: { resource: rewards, action: 'create' }, lazy: () => import('./RewardNew') },
    { path: 'mall/rewards/:id', handle: { resource: rewards }, lazy: () => import('./RewardRecord') },
    { path: 'mall/rewards/:id/edit', handle: { resource: rewards, action: 'update' }, lazy: () => import('./RewardEdit') },
    { path: 'mall/orders', handle: { resource: orders }, lazy: () => import('./OrderList') },
    { path: 'mall/orders/:id', handle: { resource: orders }, lazy: () => import('./OrderRecord') },
    { path: 'mall/stock', handle: { resource: rewards }, lazy: () => import('./StockList') },
  ],
  portalRoutes: [
    { path: 'mall', lazy: () => import('./MallPage') },
    { path: 'cart', lazy: () => import('./CartPage') },
    { path: 'orders', lazy: () => import('./OrdersPage') },
    { path: 'orders/:id', lazy: () => import('./OrderPage') },
  ],
  portalTabs: [{ key: 'mall', path: '/portal/mall', icon: Store, labelKey: 'portal_mall', order: 30 }],
  nav: [{ group: 'growth', key: 'mall', path: '/mall/orders', also: ['/mall/rewards', '/mall/stock'], icon: Store, labelKey: 'mall', resource: orders, order: 12 }],
  recordTabs: [{ on: 'clients.client', key: 'mall', labelKey: 'mall_tab', resource: orders, order: 62, component: lazy(() => import('./ClientMall')) }],
};
