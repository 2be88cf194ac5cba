import { ArchiveRestore } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { DataTable, Page, toast, type Selection } from '@/ui';
import { idsOf, inChunks } from '@/lib/bulk';
import { archive, CLIENT, restore, useRefresh, type ClientRow } from './api';
import { useClientColumns } from './columns';

const ARCHIVED = ['archived:eq:true'];

/** What was archived, to be restored. */
export function Component() {
  const { t } = useTranslation('clients');
  const refresh = useRefresh();
  const columns = useClientColumns();
  const restoreAll = async (selection: Selection) => {
    const answer = await inChunks(await idsOf('/clients', selection), restore);
    await refresh();
    toast({ text: t('done.restored_many', { count: answer.done.length }), undo: async () => { await inChunks(answer.done, archive); await refresh(); } });
  };
  return (
    <Page title={t('bin.title')} back={{ to: '/clients', label: t('title') }}>
      <DataTable<ClientRow>
        list="clients" resource={CLIENT} noun={t('noun')} columns={columns} defaultSort="name" scope={ARCHIVED} searchPlaceholder={t('search')}
        rowLink={(c) => `/clients/${c.id}`} rowLabel={(c) => c.name} phoneRow={(c) => ({ title: c.name, line: [c.region, c.industry].filter(Boolean).join(' · ') })}
        bulk={[{ key: 'restore', label: t('restore'), icon: ArchiveRestore, run: restoreAll }]} empty={<p className="empty t3">{t('bin.none')}</p>}
      />
    </Page>
  );
}
