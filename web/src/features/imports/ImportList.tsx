import { Button } from 'antd';
import { Archive, BookMarked } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useCan } from '@/app/session';
import { DataTable, DateText, EmptyState, Page, Status as StatusMark, toast, type BulkAction, type Column } from '@/ui';
import { archive, BATCH, MAPPING, restore, useRefresh, type ImportItem } from './api';
import { Dropzone } from './Dropzone';

/** All imports the reader may see, and the place to begin one. */
export function Component() {
  const { t } = useTranslation('imports');
  const refresh = useRefresh();
  const navigate = useNavigate();
  const mayMap = useCan(MAPPING, 'view');
  const mayImport = useCan('clients.client', 'import');
  const mayCreate = useCan(BATCH, 'create') && mayImport;
  const mayArchive = useCan(BATCH, 'archive');
  const state = (row: ImportItem) => <StatusMark state={`import.${row.status}`} />;
  const columns: Column<ImportItem>[] = [
    { key: 'filename', title: t('col.file'), width: 300, sort: true },
    { key: 'status', title: t('col.status'), width: 130, sort: true, render: state },
    { key: 'total', title: t('col.rows'), width: 100, type: 'number', sort: true },
    { key: 'created_count', title: t('col.created'), width: 100, type: 'number' },
    { key: 'updated_count', title: t('col.updated'), width: 100, type: 'number' },
    { key: 'owner', title: t('col.by'), width: 120, type: 'person' },
    { key: 'created_at', title: t('col.uploaded'), width: 160, sort: true, align: 'right', render: (row) => <DateText value={row.created_at} as="stamp" /> },
  ];
  const put = async (ids: string[], away: boolean) => {
    for (const id of ids) await (away ? archive : restore)(id);
    await refresh();
  };
  const bulk: BulkAction[] = mayArchive ? [{
    key: 'archive', label: t('archive'), icon: Archive,
    run: async ({ ids }) => { await put(ids, true); toast({ text: t('archived', { count: ids.length }), undo: () => put(ids, false) }); },
  }] : [];
  return (
    <Page title={t('title')} actions={mayMap && <Button icon={<BookMarked size={15} />} onClick={() => void navigate('/imports/mappings')}>{t('mapping.title')}</Button>}>
      {mayCreate && <Dropzone />}
      <DataTable<ImportItem>
        list="imports" resource={BATCH} noun={t('noun')} columns={columns} defaultSort="-created_at" scope={NOT_ARCHIVED} bulk={bulk}
        rowLink={(row) => `/imports/${row.id}`} rowLabel={(row) => row.filename} searchPlaceholder={t('search')}
        phoneRow={(row) => ({ title: row.filename, line: row.owner, state: state(row), figure: <span className="num">{row.total.toLocaleString('en')}</span> })}
        views={[{ key: 'open', name: t('view.open'), query: 'filter=status:in:mapping,review,stopped' }, { key: 'mine', name: t('view.mine'), query: 'filter=owner:in:me' }]}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} />}
      />
    </Page>
  );
}

const NOT_ARCHIVED = ['archived:eq:false'];
