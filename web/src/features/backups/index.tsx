import { DatabaseBackup } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'stewardship.backup';

export const feature: Feature = {
  name: 'backups',
  routes: [{ path: 'backups', handle: { resource }, lazy: () => import('./Backups') }],
  nav: [{ group: 'governance', key: 'backups', path: '/backups', icon: DatabaseBackup, labelKey: 'backups', resource, order: 59 }],
};
