import { KeyRound } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'tokens.token';
/** All tokens are for those who keep or check access; one's own stand under one's menu. */
const keeper = { resource: 'accounts.role', action: 'view' };

export const feature: Feature = {
  name: 'tokens',
  routes: [
    { path: 'account/tokens', handle: { resource, action: 'create' }, lazy: () => import('./MyTokens') },
    { path: 'tokens', handle: { resource }, lazy: () => import('./AllTokens') },
  ],
  nav: [{ group: 'governance', key: 'tokens', path: '/tokens', icon: KeyRound, labelKey: 'tokens', ...keeper, order: 58 }],
  commands: [{ key: 'account.tokens', labelKey: 'account_tokens', icon: KeyRound, path: '/account/tokens', resource, action: 'create' }],
};
