import { useTranslation } from 'react-i18next';
import { Bin } from '@/ui';
import { archive, CLIENT, restore, useRefresh, type ClientRow } from './api';
import { useClientColumns } from './columns';

const ARCHIVED = ['archived:eq:true'];

/** What was archived, to be restored. */
export function Component() {
  const { t } = useTranslation('clients');
  const refresh = useRefresh();
  const columns = useClientColumns();
  return (
    <Bin<ClientRow>
      title={t('bin.title')} back={{ to: '/clients', label: t('title') }} none={t('bin.none')} restoreText={t('restore')} restored={(count) => t('done.restored_many', { count })}
      archive={archive} restore={restore} refresh={refresh}
      list="clients" resource={CLIENT} noun={t('noun')} columns={columns} defaultSort="name" scope={ARCHIVED} searchPlaceholder={t('search')}
      rowLink={(c) => `/clients/${c.id}`} rowLabel={(c) => c.name} phoneRow={(c) => ({ title: c.name, line: [c.region, c.industry].filter(Boolean).join(' · ') })}
    />
  );
}
