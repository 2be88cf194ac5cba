import { ClipboardCheck } from 'lucide-react';
import type { Feature } from '@/app/features';
import { APPROVAL, RULES, useWaiting } from './api';

export const feature: Feature = {
  name: 'approvals',
  routes: [
    { path: 'approvals', handle: { resource: APPROVAL }, lazy: () => import('./Approvals') },
    { path: 'approvals/rules', handle: { resource: RULES }, lazy: () => import('./Rules') },
  ],
  nav: [{ group: 'home', key: 'approvals', path: '/approvals', icon: ClipboardCheck, labelKey: 'approvals', resource: APPROVAL, order: 20, useCount: useWaiting }],
};
