import { useTranslation } from 'react-i18next';
import { DataTable, EmptyState, Page, type Column } from '@/ui';
import { Acts } from './Acts';
import { KINDS, placeOf, QUALITY, type IssueRow } from './api';

/** The steward's queue: what is wrong in which dossier, for how long, and whose it is. */
export function Component() {
  const { t } = useTranslation('quality');
  const columns: Column<IssueRow>[] = [
    { key: 'client', title: t('col.client'), width: 240, sort: true },
    { key: 'rule', title: t('col.issue'), width: 300, grow: true, render: (i) => i.text },
    { key: 'kind', title: t('col.kind'), width: 88, type: 'choice' },
    { key: 'points', title: t('col.points'), width: 72, type: 'number', sort: true },
    { key: 'owner', title: t('col.owner'), width: 104, type: 'person' },
    { key: 'found_at', title: t('col.found'), width: 96, type: 'ago', sort: true },
    { key: 'state', title: t('col.state'), width: 184, render: (i) => <Acts id={i.id} state={i.state} client={i.client} text={i.text} /> },
    { key: 'reason', title: t('col.reason'), width: 180 },
    { key: 'settled_by', title: t('col.settled_by'), width: 104, hidden: true },
  ];
  return (
    <Page title={t('queue')} back={{ to: '/quality', label: t('title') }}>
      <DataTable<IssueRow>
        list="quality-issues" path="/quality/issues" resource={QUALITY} noun={t('noun')} counter={t('counter')} columns={columns} defaultSort="-points" searchPlaceholder={t('search')}
        rowLink={(i) => placeOf(i.client_id, i.field)} rowLabel={(i) => `${i.client} ${i.text}`}
        phoneRow={(i) => ({ title: i.client, line: i.text, figure: <span className="num">−{i.points}</span> })}
        views={[
          { key: 'open', name: t('view.open'), query: 'filter=state:in:open' },
          ...KINDS.map((kind) => ({ key: kind, name: t(`kind.${kind}`), query: `filter=state:in:open&filter=kind:in:${kind}` })),
          { key: 'ignored', name: t('view.ignored'), query: 'filter=state:in:ignored' },
        ]}
        empty={<EmptyState title={t('none.title')} text={t('none.text')} />}
      />
    </Page>
  );
}
