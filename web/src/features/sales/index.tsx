import { KanbanSquare } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '@/app/features';

const resource = 'sales.opportunity';

export const feature: Feature = {
  name: 'sales',
  routes: [
    { path: 'opportunities', handle: { resource }, lazy: () => import('./Opportunities') },
    { path: 'opportunities/archived', handle: { resource, action: 'archive' }, lazy: () => import('./OpportunityBin') },
    { path: 'opportunities/:id', handle: { resource }, lazy: () => import('./OpportunityRecord') },
  ],
  nav: [{ group: 'business', key: 'opportunities', path: '/opportunities', icon: KanbanSquare, labelKey: 'opportunities', resource, order: 20, goKey: 'o' }],
  commands: [{ key: 'opportunities.new', labelKey: 'new_opportunity', path: '/opportunities?new=1', resource, action: 'create' }],
  recordTabs: [{ on: 'clients.client', key: 'opportunities', labelKey: 'opportunities', resource, order: 10, component: lazy(() => import('./ClientOpportunities')) }],
};
