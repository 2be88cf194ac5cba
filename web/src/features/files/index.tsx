import { lazy } from 'react';
import type { Feature } from '@/app/features';

const FilesTab = (on: string) => lazy(async () => {
  const { FilesPanel } = await import('./FilesPanel');
  return { default: ({ id }: { id: string }) => <FilesPanel resource={on} objectId={id} /> };
});

/** Documents stand at records: clients and contracts have their tab from here, other records place `FilesPanel` themselves. */
export const feature: Feature = {
  name: 'files',
  recordTabs: [
    { on: 'clients.client', key: 'files', labelKey: 'files', order: 80, component: FilesTab('clients.client') },
    { on: 'contracts.contract', key: 'files', labelKey: 'files', order: 80, component: FilesTab('contracts.contract') },
  ],
};
