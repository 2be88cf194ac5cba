import { Activity } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'kit.operations';

export const feature: Feature = {
  name: 'operations',
  routes: [{ path: 'operations', handle: { resource }, lazy: () => import('./Operations') }],
  nav: [{ group: 'governance', key: 'operations', path: '/operations', icon: Activity, labelKey: 'operations', resource, order: 60 }],
};
