import { Settings } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'accounts.user';

export const feature: Feature = {
  name: 'accounts',
  routes: [{ path: 'people', handle: { resource }, lazy: () => import('./People') }, { path: 'people/:id', handle: { resource }, lazy: () => import('./PersonRecord') }],
  nav: [{ group: 'governance', key: 'people', path: '/people', icon: Settings, labelKey: 'settings', resource, action: 'update|grant', order: 50, also: ['/departments', '/invitations'] }],
  commands: [{ key: 'people.new', labelKey: 'new_person', path: '/people?new=1', resource, action: 'create' }],
};
