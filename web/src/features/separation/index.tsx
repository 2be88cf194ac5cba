import { Scale } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'accounts.role';

export const feature: Feature = {
  name: 'separation',
  routes: [{ path: 'separation', handle: { resource }, lazy: () => import('./Separation') }],
  commands: [{ key: 'separation', labelKey: 'separation', icon: Scale, path: '/separation', resource }],
};
