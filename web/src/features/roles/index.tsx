import { KeyRound } from 'lucide-react';
import type { Feature } from '@/app/features';
import { Look } from './Look';

const resource = 'accounts.role';

export const feature: Feature = {
  name: 'roles',
  routes: [
    { path: 'roles', handle: { resource }, lazy: () => import('./Roles') },
    { path: 'roles/duties', handle: { resource }, lazy: () => import('./Duties') },
    { path: 'roles/:code', handle: { resource }, lazy: () => import('./Roles') },
  ],
  nav: [{ group: 'governance', key: 'roles', path: '/roles', icon: KeyRound, labelKey: 'roles', resource, order: 52 }],
  topItems: [Look],
};
