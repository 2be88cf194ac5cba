import { BadgeCheck } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '@/app/features';

const resource = 'stewardship.quality';

export const feature: Feature = {
  name: 'quality',
  routes: [
    { path: 'quality', handle: { resource }, lazy: () => import('./Quality') },
    { path: 'quality/issues', handle: { resource }, lazy: () => import('./Issues') },
  ],
  nav: [{ group: 'governance', key: 'quality_of_dossiers', path: '/quality', icon: BadgeCheck, labelKey: 'quality_of_dossiers', resource, order: 20, also: ['/quality/issues'] }],
  recordTabs: [{ on: 'clients.client', key: 'quality', labelKey: 'quality_tab', resource, order: 80, component: lazy(() => import('./ClientQuality')) }],
};
