import { KeyRound, UserLock } from 'lucide-react';
import type { Feature } from '@/app/features';

const persons = 'privacy.persons';
const keys = 'privacy.keys';

export const feature: Feature = {
  name: 'privacy',
  routes: [
    { path: 'privacy', handle: { resource: persons }, lazy: () => import('./People') },
    { path: 'privacy/people/:kind/:id', handle: { resource: persons }, lazy: () => import('./PersonPage') },
    { path: 'privacy/requests', handle: { resource: 'privacy.request' }, lazy: () => import('./Requests') },
    { path: 'privacy/consents', handle: { resource: 'privacy.consent' }, lazy: () => import('./Consents') },
    { path: 'privacy/notices', handle: { resource: 'privacy.notice' }, lazy: () => import('./Notices') },
    { path: 'privacy/retention', handle: { resource: 'privacy.retention' }, lazy: () => import('./Retention') },
    { path: 'privacy/register', handle: { resource: 'privacy.activity' }, lazy: () => import('./Register') },
    { path: 'privacy/notice', lazy: () => import('./StaffNotice') },
    { path: 'keys', handle: { resource: keys }, lazy: () => import('./Keys') },
  ],
  nav: [
    { group: 'governance', key: 'privacy', path: '/privacy', icon: UserLock, labelKey: 'privacy', resource: persons, order: 54, also: ['/privacy/requests', '/privacy/consents', '/privacy/notices', '/privacy/retention', '/privacy/register', '/privacy/people'] },
    { group: 'governance', key: 'keys', path: '/keys', icon: KeyRound, labelKey: 'keys', resource: keys, order: 58 },
  ],
  commands: [{ key: 'privacy.notice', labelKey: 'privacy_notice', path: '/privacy/notice' }],
  portalRoutes: [{ path: 'privacy', lazy: () => import('./PortalPrivacy') }],
};
