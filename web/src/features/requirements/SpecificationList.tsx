import { useTranslation } from 'react-i18next';
import { useMe } from '@/app/session';
import { DataTable, DateText, EmptyState, Page, type Column } from '@/ui';
import { SPECIFICATION, type SpecificationRow } from './api';

/** All specifications that one may see, with how far each is. */
export function Component() {
  const { t } = useTranslation('requirements');
  const me = useMe();
  const columns: Column<SpecificationRow>[] = [
    { key: 'title', title: t('col.project'), width: 240, sort: true },
    { key: 'client', title: t('col.client'), width: 240, grow: true, sort: true },
    { key: 'keeper', title: t('col.keeper'), width: 112, type: 'person' },
    { key: 'owner', title: t('col.owner'), width: 112, type: 'person' },
    { key: 'requirements', title: t('col.count'), width: 84, type: 'number' },
    { key: 'agreed', title: t('col.agreed'), width: 84, type: 'number' },
    { key: 'coverage', title: t('col.coverage'), width: 96, type: 'percent' },
    { key: 'shared_at', title: t('col.shared'), width: 112, render: (r) => (r.shared_at ? <DateText value={r.shared_at} /> : <span className="t3">—</span>) },
  ];
  return (
    <Page title={t('title')}>
      <DataTable<SpecificationRow>
        list="specifications" resource={SPECIFICATION} noun={t('noun')} counter={t('counter')} columns={columns} defaultSort="-created_at" searchPlaceholder={t('search')}
        rowLink={(r) => `/specifications/${r.id}`} rowLabel={(r) => r.title}
        phoneRow={(r) => ({ title: r.title, line: r.client, figure: t('agreed_of', { agreed: r.agreed, count: r.requirements }) })}
        views={[{ key: 'mine', name: t('view.mine'), query: `filter=keeper:in:${me.id}` }]}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
    </Page>
  );
}
