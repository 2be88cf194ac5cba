import { ClipboardCheck } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '@/app/features';

const resource = 'requirements.specification';

export const feature: Feature = {
  name: 'requirements',
  routes: [
    { path: 'specifications', handle: { resource }, lazy: () => import('./SpecificationList') },
    { path: 'specifications/:id', handle: { resource }, lazy: () => import('./SpecificationPage') },
  ],
  nav: [{ group: 'delivery', key: 'specifications', path: '/specifications', icon: ClipboardCheck, labelKey: 'specifications', resource, order: 20 }],
  recordTabs: [
    { on: 'sales.opportunity', key: 'specification', labelKey: 'specification_tab', resource, order: 20, component: lazy(() => import('./OfOpportunity')) },
    { on: 'contracts.contract', key: 'specification', labelKey: 'specification_tab', resource, order: 40, component: lazy(() => import('./OfContract')) },
  ],
};
