import { FileSearch } from 'lucide-react';
import type { Feature } from '@/app/features';

export const feature: Feature = {
  name: 'search',
  routes: [{ path: 'search', lazy: () => import('./Search') }],
  commands: [{ key: 'search', labelKey: 'search', path: '/search', icon: FileSearch }],
};
