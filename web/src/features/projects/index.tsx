import { SquareChartGantt } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'projects.project';

export const feature: Feature = {
  name: 'projects',
  routes: [
    { path: 'projects', handle: { resource }, lazy: () => import('./ProjectList') },
    { path: 'projects/new', handle: { resource, action: 'create' }, lazy: () => import('./ProjectNew') },
    { path: 'projects/:id', handle: { resource }, lazy: () => import('./ProjectRecord') },
  ],
  nav: [{ group: 'delivery', key: 'projects', path: '/projects', icon: SquareChartGantt, labelKey: 'projects', resource, order: 10, goKey: 'p' }],
  commands: [{ key: 'projects.new', labelKey: 'new_project', path: '/projects/new', resource, action: 'create' }],
};
