import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/session';
import { Bin, type Column } from '@/ui';
import { archive, CLIENT, restore, useRefresh, type ClientRow } from './api';
import { useClientColumns } from './columns';

/** What was archived, to be restored or deleted for good. */
export function Component() {
  const { t } = useTranslation('clients');
  const refresh = useRefresh();
  const { t: c } = useTranslation();
  const purge = useCan(CLIENT, 'purge') ? '/clients' : undefined;
  const known = useClientColumns();
  const columns: Column<ClientRow>[] = [...known.slice(0, 4), { key: 'archived_at', title: t('col.archived'), width: 132, type: 'ago', sort: true }, ...known.slice(4)];
  return (
    <Bin<ClientRow>
      title={t('bin.title')} back={{ to: '/clients', label: t('title') }} none={t('bin.none')} restoreText={t('restore')} restored={(count) => t('done.restored_many', { count })}
      archive={archive} restore={restore} refresh={refresh} purge={purge}
      list="archived-clients" path="/clients/archived" resource={CLIENT} noun={t('noun')} columns={columns} defaultSort="-archived_at" views={[{ key: 'old', name: c('purge.view_old'), query: 'filter=archived:lt:today-30&sort=archived_at' }]} searchPlaceholder={t('search')}
      rowLink={(c) => `/clients/${c.id}`} rowLabel={(c) => c.name} phoneRow={(c) => ({ title: c.name, line: [c.region, c.industry].filter(Boolean).join(' · ') })}
    />
  );
}
