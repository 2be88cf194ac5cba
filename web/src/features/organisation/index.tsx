import { MailPlus, Network } from 'lucide-react';
import type { Feature } from '@/app/features';

const department = 'accounts.department';
const invitation = 'accounts.invitation';

export const feature: Feature = {
  name: 'organisation',
  routes: [
    { path: 'departments', handle: { resource: department }, lazy: () => import('./Departments') },
    { path: 'invitations', handle: { resource: invitation }, lazy: () => import('./Invitations') },
    { path: 'people/:id/hand-over', handle: { resource: 'organisation.hand_over' }, lazy: () => import('./HandOverPage') },
  ],
  nav: [],
  commands: [
    { key: 'departments', labelKey: 'departments', path: '/departments', icon: Network, resource: department, action: 'update' },
    { key: 'invite', labelKey: 'invite', path: '/invitations?new=1', icon: MailPlus, resource: 'accounts.user', action: 'create' },
  ],
};
