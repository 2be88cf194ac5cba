import { useTranslation } from 'react-i18next';
import { DataTable } from '@/ui';
import { PROJECT, type ProjectRow } from './api';
import { Lateness, useProjectColumns } from './columns';

/** The projects of one client or one contract, on its page. */
export function ProjectsOf({ scope }: { scope: string }) {
  const { t } = useTranslation('projects');
  const columns = useProjectColumns().filter((c) => c.key !== 'client');
  return (
    <DataTable<ProjectRow>
      list="projects" resource={PROJECT} noun={t('noun')} columns={columns} defaultSort="-days_late" scope={[scope]} embedded
      rowLink={(p) => `/projects/${p.id}?tab=plan`} rowLabel={(p) => p.name}
      phoneRow={(p) => ({ title: p.name, line: p.manager, state: <Lateness row={p} />, figure: `${p.percent}%` })}
      empty={<p className="t3">{t('none_here')}</p>}
    />
  );
}
