import { Building2, MapPinned } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'clients.client';

export const feature: Feature = {
  name: 'clients',
  routes: [
    { path: 'clients', handle: { resource }, lazy: () => import('./ClientList') },
    { path: 'clients/new', handle: { resource, action: 'create' }, lazy: () => import('./ClientNew') },
    { path: 'clients/manual', handle: { resource }, lazy: () => import('./ClientManual') },
    { path: 'clients/map', handle: { resource }, lazy: () => import('./ClientMap') },
    { path: 'clients/archived', handle: { resource, action: 'archive' }, lazy: () => import('./ClientBin') },
    { path: 'clients/:id', handle: { resource }, lazy: () => import('./ClientRecord') },
  ],
  nav: [{ group: 'business', key: 'clients', path: '/clients', icon: Building2, labelKey: 'clients', resource, order: 10, goKey: 'c' }],
  commands: [
    { key: 'clients.new', labelKey: 'new_client', path: '/clients/new', resource, action: 'create' },
    { key: 'clients.map', labelKey: 'client_map', path: '/clients/map', icon: MapPinned, resource },
  ],
};
