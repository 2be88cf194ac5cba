import { ScrollText } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'audit.entry';

export const feature: Feature = {
  name: 'audit',
  routes: [{ path: 'audit', handle: { resource }, lazy: () => import('./AuditList') }, { path: 'audit/:id', handle: { resource }, lazy: () => import('./AuditEntry') }],
  nav: [{ group: 'governance', key: 'audit', path: '/audit', icon: ScrollText, labelKey: 'audit', resource, order: 55 }],
};
