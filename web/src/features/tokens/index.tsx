import { KeyRound } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'tokens.token';
const keeper = { resource: 'accounts.user', action: 'update' };

export const feature: Feature = {
  name: 'tokens',
  routes: [
    { path: 'account/tokens', handle: { resource, action: 'create' }, lazy: () => import('./MyTokens') },
    { path: 'tokens', handle: { resource }, lazy: () => import('./AllTokens') },
  ],
  nav: [{ group: 'governance', key: 'tokens', path: '/tokens', icon: KeyRound, labelKey: 'tokens', ...keeper, order: 58 }],
  commands: [{ key: 'account.tokens', labelKey: 'account_tokens', icon: KeyRound, path: '/account/tokens', resource, action: 'create' }],
};
