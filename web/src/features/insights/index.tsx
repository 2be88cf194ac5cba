import { BarChart3 } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'insights.dashboard';

export const feature: Feature = {
  name: 'insights',
  routes: [{ path: 'dashboard', handle: { resource }, lazy: () => import('./Dashboard') }],
  nav: [{ group: 'growth', key: 'dashboard', path: '/dashboard', icon: BarChart3, labelKey: 'dashboard', resource, order: 30, goKey: 'd' }],
};
