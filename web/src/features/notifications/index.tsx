import { Inbox } from 'lucide-react';
import type { Feature } from '@/app/features';
import { Bell } from './Bell';

export const feature: Feature = {
  name: 'notifications',
  routes: [
    { path: 'today', lazy: () => import('./Today') },
    { path: 'notifications', lazy: () => import('./Notifications') },
    { path: 'notifications/preferences', lazy: () => import('./Preferences') },
  ],
  nav: [{ group: 'home', key: 'today', path: '/today', icon: Inbox, labelKey: 'workbench', resource: 'clients.client', action: 'note', order: 10, goKey: 't' }],
  commands: [
    { key: 'notifications', labelKey: 'notifications', path: '/notifications' },
    { key: 'notifications.preferences', labelKey: 'notification_preferences', path: '/notifications/preferences' },
  ],
  topItems: [Bell],
};
