import { ChartSpline, ShieldAlert } from 'lucide-react';
import type { Feature } from '@/app/features';

const dashboard = 'oversight.dashboard';
const cases = 'oversight.case';

export const feature: Feature = {
  name: 'oversight',
  routes: [
    { path: 'points-dashboard', handle: { resource: dashboard }, lazy: () => import('./Dashboard') },
    { path: 'points-watch', handle: { resource: cases }, lazy: () => import('./CaseList') },
    { path: 'points-watch/settings', handle: { resource: 'oversight.setting' }, lazy: () => import('./WatchSettings') },
    { path: 'points-watch/:id', handle: { resource: cases }, lazy: () => import('./CaseRecord') },
    { path: 'points-reviews', handle: { resource: 'oversight.review' }, lazy: () => import('./ReviewList') },
    { path: 'points-reviews/draft/:month', handle: { resource: 'oversight.review' }, lazy: () => import('./ReviewDraft') },
    { path: 'points-reviews/:id', handle: { resource: 'oversight.review' }, lazy: () => import('./ReviewRecord') },
    { path: 'points-reports', handle: { resource: 'oversight.report' }, lazy: () => import('./PointsReports') },
  ],
  nav: [
    { group: 'growth', key: 'points_dashboard', path: '/points-dashboard', also: ['/points-reviews', '/points-reports'], icon: ChartSpline, labelKey: 'points_dashboard', resource: dashboard, order: 15 },
    { group: 'growth', key: 'points_watch', path: '/points-watch', icon: ShieldAlert, labelKey: 'points_watch', resource: cases, order: 18 },
  ],
};
