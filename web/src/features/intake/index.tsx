import { Inbox } from 'lucide-react';
import type { Feature } from '@/app/features';

const resource = 'intake.submission';
const form = 'intake.public_form';

export const feature: Feature = {
  name: 'intake',
  routes: [
    { path: 'enquiries', handle: { resource }, lazy: () => import('./EnquiryList') },
    { path: 'enquiries/:id', handle: { resource }, lazy: () => import('./EnquiryPage') },
    { path: 'public-forms', handle: { resource: form }, lazy: () => import('./PublicForms') },
    { path: 'public-forms/:id', handle: { resource: form }, lazy: () => import('./PublicForms') },
    { path: 'web-questionnaires/:id', handle: { resource: 'forms.form' }, lazy: () => import('./Questions') },
  ],
  nav: [{ group: 'business', key: 'enquiries', path: '/enquiries', also: ['/public-forms'], icon: Inbox, labelKey: 'enquiries', resource, order: 12 }],
  commands: [{ key: 'public_forms', labelKey: 'public_forms', path: '/public-forms', resource: form, icon: Inbox }],
};
