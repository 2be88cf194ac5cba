import { LayoutTemplate } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'wbs.template';

export const feature: Feature = {
  name: 'wbs',
  routes: [
    { path: 'wbs-templates', handle: { resource }, lazy: () => import('./TemplateList') },
    { path: 'wbs-templates/new', handle: { resource, action: 'create' }, lazy: () => import('./TemplatePage') },
    { path: 'wbs-templates/:id', handle: { resource }, lazy: () => import('./TemplatePage') },
  ],
  nav: [{ group: 'delivery', key: 'wbs-templates', path: '/wbs-templates', icon: LayoutTemplate, labelKey: 'wbs_templates', resource, order: 40 }],
};
