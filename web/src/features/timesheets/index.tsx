import { Clock, HardHat } from 'lucide-react';
import type { Feature } from '@/app/features';

const hours = 'timesheets.hours';
const labour = 'timesheets.labour';
const team = 'timesheets.team';

export const feature: Feature = {
  name: 'timesheets',
  routes: [
    { path: 'hours', handle: { resource: hours, action: 'create' }, lazy: () => import('./WeekPage') },
    { path: 'hours/approve', handle: { resource: hours, action: 'approve' }, lazy: () => import('./Approve') },
    { path: 'hours/missing', handle: { resource: hours, action: 'remind' }, lazy: () => import('./MissingPage') },
    { path: 'hours/all', handle: { resource: hours }, lazy: () => import('./HoursList') },
    { path: 'hours/months', handle: { resource: 'timesheets.month' }, lazy: () => import('./MonthsPage') },
    { path: 'labour', handle: { resource: labour }, lazy: () => import('./LabourList') },
    { path: 'labour/teams', handle: { resource: team }, lazy: () => import('./Teams') },
    { path: 'labour/teams/:id', handle: { resource: team }, lazy: () => import('./TeamPage') },
    { path: 'labour/settlement', handle: { resource: labour, action: 'export' }, lazy: () => import('./SettlementPage') },
    { path: 'labour/:id', handle: { resource: labour }, lazy: () => import('./LabourPage') },
  ],
  nav: [
    { group: 'delivery', key: 'hours', path: '/hours', icon: Clock, labelKey: 'hours', resource: hours, action: 'create', order: 30 },
    { group: 'delivery', key: 'labour', path: '/labour', icon: HardHat, labelKey: 'labour', resource: labour, order: 32 },
  ],
  commands: [
    { key: 'hours_approve', labelKey: 'hours_approve', path: '/hours/approve', resource: hours, action: 'approve' },
    { key: 'hours_months', labelKey: 'hours_months', path: '/hours/months', resource: 'timesheets.month' },
    { key: 'labour_settlement', labelKey: 'labour_settlement', path: '/labour/settlement', resource: labour, action: 'export' },
  ],
};
