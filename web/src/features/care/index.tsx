import { CalendarClock, Layers, ShieldCheck } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '@/app/features';

const segment = 'care.segment';
const tagRule = 'care.tag_rule';
const rule = 'care.credit_rule';
const credit = 'care.credit';

export const feature: Feature = {
  name: 'care',
  routes: [
    { path: 'segments', handle: { resource: segment }, lazy: () => import('./SegmentList') },
    { path: 'segments/:id', handle: { resource: segment }, lazy: () => import('./SegmentRecord') },
    { path: 'tag-rules', handle: { resource: tagRule }, lazy: () => import('./TagRules') },
    { path: 'visits', handle: { resource: 'care.visit' }, lazy: () => import('./VisitList') },
    { path: 'visits/stale', handle: { resource: 'care.visit' }, lazy: () => import('./StaleList') },
    { path: 'credit/rules', handle: { resource: rule }, lazy: () => import('./CreditRules') },
    { path: 'credit/rules/:id', handle: { resource: rule }, lazy: () => import('./CreditRule') },
    { path: 'credit/risks', handle: { resource: 'care.risk' }, lazy: () => import('./RiskSettings') },
    { path: 'credit/sanctions', handle: { resource: 'care.sanction' }, lazy: () => import('./Sanctions') },
  ],
  nav: [
    { group: 'business', key: 'segments', path: '/segments', also: ['/tag-rules'], icon: Layers, labelKey: 'segments', resource: segment, order: 15 },
    { group: 'business', key: 'visits', path: '/visits', also: ['/visits/stale'], icon: CalendarClock, labelKey: 'visits', resource: 'care.visit', order: 16 },
    { group: 'governance', key: 'credit', path: '/credit/rules', also: ['/credit/risks', '/credit/sanctions'], icon: ShieldCheck, labelKey: 'credit', resource: rule, order: 30 },
  ],
  commands: [
    { key: 'tag_rules', labelKey: 'tag_rules', path: '/tag-rules', resource: tagRule },
    { key: 'sanctions', labelKey: 'sanctions', path: '/credit/sanctions', resource: 'care.sanction' },
  ],
  recordTabs: [
    { on: 'clients.client', key: 'credit', labelKey: 'credit_tab', resource: credit, order: 25, component: lazy(() => import('./ClientCredit')) },
    { on: 'clients.client', key: 'care', labelKey: 'care_tab', resource: segment, order: 60, component: lazy(() => import('./ClientCare')) },
  ],
};
