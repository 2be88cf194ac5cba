import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Status, type Column } from '@/ui';
import type { ProjectRow } from './api';

export function useProjectColumns(): Column<ProjectRow>[] {
  const { t } = useTranslation('projects');
  return useMemo<Column<ProjectRow>[]>(
    () => [
      { key: 'name', title: t('col.name'), width: 232, sort: true },
      { key: 'client', title: t('col.client'), width: 216, sort: true },
      { key: 'manager', title: t('col.manager'), width: 104, type: 'person' },
      { key: 'status', title: t('col.status'), width: 114, render: (p) => <Status state={`project.${p.status}`} /> },
      { key: 'percent', title: t('col.percent'), width: 76, type: 'percent', sort: true },
      { key: 'planned_percent', title: t('col.planned'), width: 76, type: 'percent' },
      { key: 'baseline_finish', title: t('col.baseline'), width: 108, type: 'date', sort: true },
      { key: 'forecast', title: t('col.forecast'), width: 108, type: 'date', sort: true },
      { key: 'days_late', title: t('col.days_late'), width: 108, align: 'right', sort: true, render: (p) => <Lateness row={p} /> },
      { key: 'code', title: t('col.code'), width: 120, hidden: true, sort: true },
      { key: 'contract', title: t('col.contract'), width: 130, hidden: true },
      { key: 'finish', title: t('col.finish'), width: 108, type: 'date', sort: true, hidden: true },
    ],
    [t],
  );
}

export function Lateness({ row }: { row: ProjectRow }) {
  const { t } = useTranslation('projects');
  const open = row.status === 'preparing' || row.status === 'running';
  if (row.days_late === null) return <span className="t3">—</span>;
  if (row.days_late > 0) return <span className={open ? 'num amber' : 'num'}>{t('days_late', { count: row.days_late })}</span>;
  return <span className="num t2">{row.days_late < 0 ? t('days_early', { count: -row.days_late }) : t('on_time')}</span>;
}
