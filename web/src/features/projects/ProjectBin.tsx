import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/session';
import { Bin, Status, type Column } from '@/ui';
import { archive, PROJECT, refresh, restore, type ArchivedProject } from './api';
import { useProjectColumns } from './columns';

/** Projects that were archived, to be restored or deleted for good. */
export function Component() {
  const { t } = useTranslation('projects');
  const { t: c } = useTranslation();
  const purge = useCan(PROJECT, 'purge') ? '/projects' : undefined;
  const known = useProjectColumns() as Column<ArchivedProject>[];
  const columns: Column<ArchivedProject>[] = [...known.slice(0, 4), { key: 'archived_at', title: t('bin.at'), width: 132, type: 'ago', sort: true }, ...known.slice(4)];
  return (
    <Bin<ArchivedProject>
      title={t('bin.title')} back={{ to: '/projects', label: t('title') }} none={t('bin.none')} restoreText={t('bin.restore')} restored={(count) => t('bin.restored_many', { count })}
      archive={archive} restore={restore} refresh={refresh} purge={purge}
      list="archived-projects" path="/projects/archived" resource={PROJECT} noun={t('noun')} columns={columns} defaultSort="-archived_at" searchPlaceholder={t('search')}
      views={[{ key: 'old', name: c('purge.view_old'), query: 'filter=archived:lt:today-30&sort=archived_at' }]}
      rowLink={(p) => `/projects/${p.id}`} rowLabel={(p) => p.name} phoneRow={(p) => ({ title: p.name, line: [p.client, p.manager].join(' · '), state: <Status state={`project.${p.status}`} /> })}
    />
  );
}
