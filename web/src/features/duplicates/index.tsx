import { Combine } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '@/app/features';

const resource = 'stewardship.duplicate';
const merge = 'clients.merge';

export const feature: Feature = {
  name: 'duplicates',
  routes: [
    { path: 'duplicates', handle: { resource }, lazy: () => import('./Queue') },
    { path: 'duplicates/merge', handle: { resource: 'clients.client', action: 'merge' }, lazy: () => import('./Manual') },
    { path: 'duplicates/merges', handle: { resource: merge }, lazy: () => import('./Merges') },
    { path: 'duplicates/merges/:id', handle: { resource: merge }, lazy: () => import('./Undo') },
    { path: 'duplicates/:id', handle: { resource }, lazy: () => import('./Review') },
  ],
  nav: [{ group: 'governance', key: 'duplicates', path: '/duplicates', icon: Combine, labelKey: 'duplicates', resource, order: 15, also: ['/duplicates/merges'] }],
  recordTabs: [{ on: 'clients.client', key: 'duplicates', labelKey: 'duplicates_tab', resource, order: 85, component: lazy(() => import('./ClientDuplicates')) }],
};
