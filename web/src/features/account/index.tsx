import { ShieldCheck } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'accounts.user';

export const feature: Feature = {
  name: 'account',
  routes: [
    { path: 'account/security', lazy: () => import('./Security') },
    { path: 'sign-in-rules', handle: { resource, action: 'update' }, lazy: () => import('./SignInRules') },
  ],
  nav: [{ group: 'governance', key: 'sign_in_rules', path: '/sign-in-rules', icon: ShieldCheck, labelKey: 'sign_in_rules', resource, action: 'update', order: 55 }],
  commands: [{ key: 'account.security', labelKey: 'account_security', icon: ShieldCheck, path: '/account/security' }],
};
