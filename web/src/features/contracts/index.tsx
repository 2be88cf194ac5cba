import { FileText, Stamp } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '@/app/features';

const resource = 'contracts.contract';

export const feature: Feature = {
  name: 'contracts',
  routes: [
    { path: 'contracts', handle: { resource }, lazy: () => import('./ContractList') },
    { path: 'contracts/new', handle: { resource, action: 'create' }, lazy: () => import('./ContractNew') },
    { path: 'contracts/:id', handle: { resource }, lazy: () => import('./ContractRecord') },
    { path: 'contracts/:id/edit', handle: { resource, action: 'update' }, lazy: () => import('./ContractEdit') },
    { path: 'contracts/:id/plan', handle: { resource, action: 'plan' }, lazy: () => import('./PlanChange') },
    { path: 'receivables', handle: { resource: 'contracts.instalment' }, lazy: () => import('./Receivables') },
    { path: 'receipts', handle: { resource: 'contracts.receipt' }, lazy: () => import('./Receipts') },
    { path: 'legal-entities', handle: { resource: 'contracts.legal_entity' }, lazy: () => import('./Entities') },
  ],
  // For those who follow the money. Engineers, site, service and quality see contracts of their projects, and come to them from there.
  nav: [
    { group: 'business', key: 'contracts', path: '/contracts', also: ['/receivables', '/receipts'], icon: FileText, labelKey: 'contracts', resource: 'contracts.instalment', order: 30, goKey: 'h' },
    { group: 'governance', key: 'legal_entities', path: '/legal-entities', icon: Stamp, labelKey: 'legal_entities', resource: 'contracts.legal_entity', action: 'update', order: 60 },
  ],
  commands: [
    { key: 'contracts.new', labelKey: 'new_contract', path: '/contracts/new', resource, action: 'create' },
    { key: 'receivables', labelKey: 'receivables', path: '/receivables', resource: 'contracts.instalment' },
    { key: 'receipts', labelKey: 'receipts', path: '/receipts', resource: 'contracts.receipt' },
  ],
  recordTabs: [{ on: 'clients.client', key: 'contracts', labelKey: 'contracts_tab', resource, order: 20, component: lazy(() => import('./ClientContracts')) }],
};
