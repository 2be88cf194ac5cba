import { UsersRound } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'staffing.resource';
const levelling = 'staffing.levelling';

export const feature: Feature = {
  name: 'staffing',
  routes: [
    { path: 'workload', handle: { resource }, lazy: () => import('./Workload') },
    { path: 'resources', handle: { resource }, lazy: () => import('./ResourceList') },
    { path: 'resources/:id', handle: { resource }, lazy: () => import('./ResourceRecord') },
    { path: 'levelling', handle: { resource: levelling }, lazy: () => import('./LevellingList') },
    { path: 'levelling/:id', handle: { resource: levelling }, lazy: () => import('./LevellingRecord') },
  ],
  nav: [{ group: 'delivery', key: 'workload', path: '/workload', also: ['/resources', '/levelling'], icon: UsersRound, labelKey: 'resources', resource, order: 15 }],
};
