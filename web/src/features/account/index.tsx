import { ShieldCheck } from 'lucide-react';
import type { Feature } from '@/app/features';

export const feature: Feature = {
  name: 'account',
  routes: [
    { path: 'account/security', lazy: () => import('./Security') },
    { path: 'sign-in-rules', handle: { resource: 'accounts.role' }, lazy: () => import('./SignInRules') },
  ],
  nav: [{ group: 'governance', key: 'sign_in_rules', path: '/sign-in-rules', icon: ShieldCheck, labelKey: 'sign_in_rules', resource: 'accounts.role', order: 55 }],
  commands: [{ key: 'account.security', labelKey: 'account_security', icon: ShieldCheck, path: '/account/security' }],
};
