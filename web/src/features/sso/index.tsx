import { LogIn } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'accounts.sign_in_provider';

export const feature: Feature = {
  name: 'sso',
  routes: [{ path: 'single-sign-on', handle: { resource }, lazy: () => import('./Providers') }],
  nav: [{ group: 'governance', key: 'single_sign_on', path: '/single-sign-on', icon: LogIn, labelKey: 'single_sign_on', resource, order: 55.5 }],
};
