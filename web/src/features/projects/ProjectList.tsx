import { Button } from 'antd';
import { FilePlus2, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useCan } from '@/app/session';
import { DataTable, EmptyState, Page, Status, type Column } from '@/ui';
import { PROJECT, type ProjectRow } from './api';

/** Late ones first: that is what a list of projects is opened for. */
export function Component() {
  const { t } = useTranslation('projects');
  const navigate = useNavigate();
  const mayCreate = useCan(PROJECT, 'create');
  const columns: Column<ProjectRow>[] = [
    { key: 'name', title: t('col.name'), width: 260, sort: true },
    { key: 'client', title: t('col.client'), width: 190, sort: true },
    { key: 'manager', title: t('col.manager'), width: 104, type: 'person' },
    { key: 'status', title: t('col.status'), width: 96, render: (p) => <Status state={`project.${p.status}`} /> },
    { key: 'percent', title: t('col.percent'), width: 76, type: 'percent', sort: true },
    { key: 'planned_percent', title: t('col.planned'), width: 76, type: 'percent' },
    { key: 'finish', title: t('col.finish'), width: 108, type: 'date', sort: true },
    { key: 'forecast', title: t('col.forecast'), width: 108, type: 'date', sort: true },
    { key: 'days_late', title: t('col.days_late'), width: 108, align: 'right', sort: true, render: (p) => <Lateness row={p} /> },
    { key: 'code', title: t('col.code'), width: 120, hidden: true, sort: true },
    { key: 'contract', title: t('col.contract'), width: 130, hidden: true },
    { key: 'baseline_finish', title: t('col.baseline'), width: 108, type: 'date', hidden: true, sort: true },
  ];
  const ways = mayCreate ? [{ key: 'new', title: t('empty.new'), text: t('empty.new_text'), icon: FilePlus2, to: '/projects/new' }] : [];
  return (
    <Page title={t('title')} actions={mayCreate && <Link to="/projects/new"><Button type="primary" icon={<Plus size={15} />}>{t('new')}</Button></Link>}>
      <DataTable<ProjectRow>
        list="projects" resource={PROJECT} noun={t('noun')} columns={columns} defaultSort="-days_late" searchPlaceholder={t('search')}
        rowLink={(p) => `/projects/${p.id}?tab=plan`} rowLabel={(p) => p.name}
        phoneRow={(p) => ({ title: p.name, line: [p.client, p.manager].join(' · '), state: <Lateness row={p} />, figure: `${p.percent}%` })}
        views={[
          { key: 'mine', name: t('view.mine'), query: 'filter=mine:eq:true' },
          { key: 'late', name: t('view.late'), query: 'filter=late:eq:true&sort=-days_late' },
          { key: 'running', name: t('view.running'), query: 'filter=status:in:running' },
        ]}
        onCreate={mayCreate ? () => void navigate('/projects/new') : undefined}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} ways={ways} />}
      />
    </Page>
  );
}

function Lateness({ row }: { row: ProjectRow }) {
  const { t } = useTranslation('projects');
  const open = row.status === 'preparing' || row.status === 'running';
  if (row.days_late === null) return <span className="t3">—</span>;
  if (row.days_late > 0) return <span className={open ? 'num amber' : 'num'}>{t('days_late', { count: row.days_late })}</span>;
  return <span className="num t2">{row.days_late < 0 ? t('days_early', { count: -row.days_late }) : t('on_time')}</span>;
}
