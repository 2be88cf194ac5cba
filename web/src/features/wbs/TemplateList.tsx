import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCan } from '@/app/session';
import { DataTable, EmptyState, Page, type Column } from '@/ui';
import { TEMPLATE, type TemplateRow } from './api';

/** The templates of plans, by kind of project. */
export function Component() {
  const { t } = useTranslation('wbs');
  const navigate = useNavigate();
  const may = useCan(TEMPLATE, 'create');
  const columns: Column<TemplateRow>[] = [
    { key: 'name', title: t('col.name'), width: 240, grow: true, sort: true, render: (r) => (r.archived_at ? <span className="t3">{r.name}</span> : r.name) },
    { key: 'type', title: t('col.type'), width: 120, type: 'choice' }, { key: 'tasks', title: t('col.tasks'), width: 84, type: 'number' }, { key: 'payments', title: t('col.payments'), width: 100, type: 'number' },
    { key: 'number', title: t('col.number'), width: 84, type: 'number' }, { key: 'note', title: t('col.note'), width: 220 }, { key: 'updated_at', title: t('col.updated'), width: 112, type: 'date', sort: true },
  ];
  return (
    <Page title={t('title')} actions={may && <Button type="primary" icon={<Plus size={15} />} onClick={() => void navigate('/wbs-templates/new')}>{t('new')}</Button>}>
      <DataTable<TemplateRow>
        list="wbs-templates" resource={TEMPLATE} noun={t('noun')} columns={columns} defaultSort="name" rowLink={(r) => `/wbs-templates/${r.id}`} rowLabel={(r) => r.name} onCreate={may ? () => void navigate('/wbs-templates/new') : undefined}
        phoneRow={(r) => ({ title: r.name, line: t(`type.${r.type}`), figure: t('n_tasks', { count: r.tasks }) })} views={[{ key: 'used', name: t('used'), query: 'filter=archived:eq:false' }]} empty={<EmptyState title={t('empty')} text={t('empty_text')} />}
      />
    </Page>
  );
}
