import { Database } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'imports.batch';

export const feature: Feature = {
  name: 'imports',
  routes: [
    { path: 'imports', handle: { resource }, lazy: () => import('./ImportList') },
    { path: 'imports/mappings', handle: { resource: 'imports.mapping' }, lazy: () => import('./Mappings') },
    { path: 'imports/:id', handle: { resource }, lazy: () => import('./ImportPage') },
  ],
  nav: [{ group: 'governance', key: 'imports', path: '/imports', icon: Database, labelKey: 'stewardship', resource, order: 10, goKey: 'i' }],
  commands: [{ key: 'imports.new', labelKey: 'import_clients', path: '/imports', resource, action: 'create' }],
};
