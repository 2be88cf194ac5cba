import { CalendarCheck2, ListTodo, SquareChartGantt } from 'lucide-react';
import { lazy } from 'react';
import type { Feature } from '@/app/features';

const resource = 'projects.project';

const ProjectsTab = (field: string) => lazy(async () => {
  const { ProjectsOf } = await import('./ProjectsOf');
  return { default: ({ id }: { id: string }) => <ProjectsOf scope={`${field}:in:${id}`} /> };
});

export const feature: Feature = {
  name: 'projects',
  routes: [
    { path: 'tasks', handle: { resource }, lazy: () => import('./tasks/TasksPage') },
    { path: 'my-week', handle: { resource }, lazy: () => import('./tasks/MyWeek') },
    { path: 'projects', handle: { resource }, lazy: () => import('./ProjectList') },
    { path: 'projects/new', handle: { resource, action: 'create' }, lazy: () => import('./ProjectNew') },
    { path: 'projects/archived', handle: { resource, action: 'archive' }, lazy: () => import('./ProjectBin') },
    { path: 'projects/:id', handle: { resource }, lazy: () => import('./ProjectRecord') },
  ],
  nav: [
    { group: 'home', key: 'my-week', path: '/my-week', icon: CalendarCheck2, labelKey: 'my_week', resource, action: 'progress', order: 20 },
    { group: 'delivery', key: 'tasks', path: '/tasks', icon: ListTodo, labelKey: 'tasks', resource, order: 12 },
    { group: 'delivery', key: 'projects', path: '/projects', icon: SquareChartGantt, labelKey: 'projects', resource, order: 10, goKey: 'p' },
  ],
  recordTabs: [
    { on: 'clients.client', key: 'projects', labelKey: 'projects', resource, order: 30, component: ProjectsTab('client_id') },
    { on: 'contracts.contract', key: 'projects', labelKey: 'projects', resource, order: 30, component: ProjectsTab('contract_id') },
  ],
  commands: [{ key: 'projects.new', labelKey: 'new_project', path: '/projects/new', resource, action: 'create' }],
};
