import { MessagesSquare } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '@/app/features';

const resource = 'interviews.interview';
const form = 'forms.form';

export const feature: Feature = {
  name: 'interviews',
  routes: [
    { path: 'interviews', handle: { resource }, lazy: () => import('./InterviewList') },
    { path: 'interviews/:id', handle: { resource }, lazy: () => import('./InterviewPage') },
    { path: 'interview-templates', handle: { resource: form }, lazy: () => import('./Templates') },
    { path: 'interview-templates/new', handle: { resource: form, action: 'create' }, lazy: () => import('./TemplateEditor') },
    { path: 'interview-templates/:id', handle: { resource: form }, lazy: () => import('./TemplateEditor') },
  ],
  commands: [
    { key: 'interviews', labelKey: 'interviews', path: '/interviews', resource, icon: MessagesSquare },
    { key: 'interview_templates', labelKey: 'interview_templates', path: '/interview-templates', resource: form, icon: MessagesSquare },
  ],
  recordTabs: [{ on: 'clients.client', key: 'interviews', labelKey: 'interviews', resource, order: 30, component: lazy(() => import('./OfClient')) }],
};
