import { ListPlus } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'forms.form';

export const feature: Feature = {
  name: 'forms',
  routes: [{ path: 'fields', handle: { resource }, lazy: () => import('./FieldsPage') }],
  nav: [{ group: 'governance', key: 'fields', path: '/fields', icon: ListPlus, labelKey: 'fields', resource, action: 'update', order: 49 }],
};
