import { Button } from 'antd';
import { Archive, FilePlus2, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useCan } from '@/app/session';
import { idsOf, inChunks } from '@/lib/bulk';
import { DataTable, EmptyState, Page, toast, type Selection } from '@/ui';
import { archive, PROJECT, refresh, restore, type ProjectRow } from './api';
import { Lateness, useProjectColumns } from './columns';

/** Late ones first: that is what a list of projects is opened for. */
export function Component() {
  const { t } = useTranslation('projects');
  const navigate = useNavigate();
  const mayCreate = useCan(PROJECT, 'create');
  const mayArchive = useCan(PROJECT, 'archive');
  const columns = useProjectColumns();
  const archiveAll = async (selection: Selection) => {
    const answer = await inChunks(await idsOf('/projects', selection), archive);
    await refresh();
    const text = answer.refused.length ? t('bin.archived_some', { count: answer.done.length, refused: answer.refused.length }) : t('bin.archived_many', { count: answer.done.length });
    toast({ text, undo: async () => { await inChunks(answer.done, restore); await refresh(); } });
  };
  const ways = mayCreate ? [{ key: 'new', title: t('empty.new'), text: t('empty.new_text'), icon: FilePlus2, to: '/projects/new' }] : [];
  return (
    <Page title={t('title')} actions={<>{mayArchive && <Link to="/projects/archived" className="desk"><Button type="text">{t('bin.title')}</Button></Link>}{mayCreate && <Link to="/projects/new"><Button type="primary" icon={<Plus size={15} />}>{t('new')}</Button></Link>}</>}>
      <DataTable<ProjectRow>
        list="projects" resource={PROJECT} noun={t('noun')} columns={columns} defaultSort="-days_late" searchPlaceholder={t('search')}
        rowLink={(p) => `/projects/${p.id}?tab=plan`} rowLabel={(p) => p.name}
        phoneRow={(p) => ({ title: p.name, line: [p.client, p.manager].join(' · '), state: <Lateness row={p} />, figure: `${p.percent}%` })}
        views={[
          { key: 'mine', name: t('view.mine'), query: 'filter=mine:eq:true' },
          { key: 'late', name: t('view.late'), query: 'filter=late:eq:true&sort=-days_late' },
          { key: 'running', name: t('view.running'), query: 'filter=status:in:running' },
        ]}
        bulk={mayArchive ? [{ key: 'archive', label: t('bin.archive'), icon: Archive, run: archiveAll }] : []}
        onCreate={mayCreate ? () => void navigate('/projects/new') : undefined}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} ways={ways} />}
      />
    </Page>
  );
}
