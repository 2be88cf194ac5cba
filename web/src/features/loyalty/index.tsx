import { ChartNoAxesColumn, Gift } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '@/app/features';

const resource = 'loyalty.account';
const statistics = 'loyalty.statistics';

export const feature: Feature = {
  name: 'loyalty',
  routes: [
    { path: 'points', handle: { resource }, lazy: () => import('./PointsList') },
    { path: 'points/entries', handle: { resource: 'loyalty.entry' }, lazy: () => import('./EntryList') },
    { path: 'points/rules', handle: { resource: 'loyalty.rule' }, lazy: () => import('./RuleList') },
    { path: 'points/rules/:id', handle: { resource: 'loyalty.rule' }, lazy: () => import('./RuleRecord') },
    { path: 'points/tiers', handle: { resource: 'loyalty.tiers' }, lazy: () => import('./TierSettings') },
    { path: 'points/adjustments', handle: { resource: 'loyalty.adjustment' }, lazy: () => import('./AdjustmentList') },
    { path: 'points/reconciliation', handle: { resource: 'loyalty.difference' }, lazy: () => import('./Reconciliation') },
    { path: 'points/gifts', handle: { resource: 'loyalty.gift' }, lazy: () => import('./GiftList') },
    { path: 'points/proof', handle: { resource: 'loyalty.proof' }, lazy: () => import('./Proof') },
    { path: 'points-statistics', handle: { resource: statistics }, lazy: () => import('./Statistics') },
    { path: 'points/:id', handle: { resource }, lazy: () => import('./AccountRecord') },
  ],
  nav: [
    { group: 'growth', key: 'points', path: '/points', also: ['/points/rules', '/points/tiers', '/points/adjustments', '/points/gifts', '/points/reconciliation', '/points/proof'], icon: Gift, labelKey: 'points', resource, order: 10 },
    { group: 'growth', key: 'points_statistics', path: '/points-statistics', icon: ChartNoAxesColumn, labelKey: 'points_statistics', resource: statistics, order: 20 },
  ],
  recordTabs: [{ on: 'clients.client', key: 'points', labelKey: 'points_tab', resource, order: 60, component: lazy(() => import('./ClientPoints')) }],
};
