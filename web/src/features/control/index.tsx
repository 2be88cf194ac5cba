import { Gauge, ReceiptText } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '@/app/features';

const resource = 'control.figures';
const cost = 'control.cost';
const report = 'control.report';

export const feature: Feature = {
  name: 'control',
  routes: [
    { path: 'portfolio', handle: { resource }, lazy: () => import('./Portfolio') },
    { path: 'portfolio/cash', handle: { resource }, lazy: () => import('./PortfolioCash') },
    { path: 'costs', handle: { resource: cost }, lazy: () => import('./Costs') },
    { path: 'portfolio/reports', handle: { resource: report }, lazy: () => import('./Reports') },
  ],
  nav: [
    { group: 'delivery', key: 'portfolio', path: '/portfolio', icon: Gauge, labelKey: 'portfolio', resource, order: 15 },
    { group: 'delivery', key: 'costs', path: '/costs', icon: ReceiptText, labelKey: 'costs', resource: cost, order: 16 },
  ],
  commands: [
    { key: 'portfolio.cash', labelKey: 'portfolio_cash', path: '/portfolio/cash', resource },
    { key: 'portfolio.reports', labelKey: 'health_reports', path: '/portfolio/reports', resource: report },
  ],
  recordTabs: [{ on: 'projects.project', key: 'control', labelKey: 'control_tab', order: 40, component: lazy(() => import('./ControlTab')) }],
};
