import { Building2 } from 'lucide-react';
import type { Feature } from '@/app/features';

export const feature: Feature = {
  name: 'gallery',
  routes: [
    { path: 'clients/new', lazy: () => import('./New') },
    { path: 'clients/:id', lazy: () => import('./Record') },
    { path: 'clients', handle: { resource: 'clients.client' }, lazy: () => import('./List') },
  ],
  nav: [{ group: 'business', key: 'clients', path: '/clients', icon: Building2, labelKey: 'clients', resource: 'clients.client', goKey: 'c' }],
  commands: [{ key: 'new', labelKey: 'new_client', path: '/clients/new' }],
};
