import { CircleUser, FolderOpen, Gift, House } from 'lucide-react';
import { lazy } from 'react';
import { Navigate } from 'react-router';
import type { Feature } from '@/app/features';

export const feature: Feature = {
  name: 'portal',
  portalRoutes: [
    { index: true, lazy: () => import('./Home') },
    { path: 'files', lazy: () => import('./FilesPage') },
    { path: 'gifts', lazy: () => import('./GiftsPage') },
    { path: 'notices', lazy: () => import('./NoticesPage') },
    { path: 'points', lazy: () => import('./PointsPage') },
    { path: 'me', lazy: () => import('./MePage') },
    { path: 'payments', lazy: () => import('./PaymentsPage') },
    { path: 'projects/:id', lazy: () => import('./ProjectPage') },
    { path: 'welcome', lazy: () => import('./Welcome') },
    { path: 'sign-in', element: <Navigate to="/portal" replace /> },
  ],
  portalTabs: [
    { key: 'home', path: '/portal', icon: House, labelKey: 'portal_home', order: 10 },
    { key: 'files', path: '/portal/files', icon: FolderOpen, labelKey: 'portal_files', order: 20 },
    { key: 'points', path: '/portal/points', icon: Gift, labelKey: 'portal_points', order: 40 },
    { key: 'me', path: '/portal/me', icon: CircleUser, labelKey: 'portal_me', order: 50 },
  ],
  portalTop: [lazy(() => import('./NoticesBell'))],
  recordTabs: [{ on: 'clients.client', key: 'window', labelKey: 'portal_tab', resource: 'clients.client', order: 80, component: lazy(() => import('./ClientWindow')) }],
};
