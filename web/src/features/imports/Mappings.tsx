import { Button } from 'antd';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/session';
import { DataTable, DateText, EmptyState, FormDialog, Page, toast, type BulkAction, type Column } from '@/ui';
import { forgetMapping, MAPPING, renameMapping, restoreMapping, useMappingFields, useRefresh, type Mapping } from './api';

const NOT_REMOVED = ['archived:eq:false'];

/** What the columns of known headers mean: kept for everybody, with a name; one that is wrong is removed. */
export function Component() {
  const { t } = useTranslation('imports');
  const refresh = useRefresh();
  const fields = useMappingFields();
  const mayRename = useCan(MAPPING, 'update');
  const mayRemove = useCan(MAPPING, 'archive');
  const [named, setNamed] = useState<Mapping | null>(null);
  const meaning = (m: Mapping) => Object.entries(m.columns).map(([c, use]) => `${m.headers[Number(c)] ?? c} → ${fields(m.target, use.field)}`).join(t('sep'));
  const columns: Column<Mapping>[] = [
    {
      key: 'name', title: t('mapping.name'), width: 260, sort: true,
      render: (m) => <span className="row g8"><span className="el">{m.name || t('mapping.nameless')}</span>{mayRename && <Button type="text" size="small" icon={<Pencil size={13} />} aria-label={t('mapping.rename_one', { name: m.name })} onClick={() => setNamed(m)} />}</span>,
    },
    { key: 'columns', title: t('mapping.columns'), grow: true, width: 420, render: (m) => <span className="el" title={meaning(m)}>{meaning(m)}</span> },
    { key: 'used_count', title: t('mapping.used'), width: 100, type: 'number', sort: true },
    { key: 'used_at', title: t('mapping.used_at'), width: 170, sort: true, align: 'right', render: (m) => (m.used_at ? <DateText value={m.used_at} as="stamp" /> : '—') },
    { key: 'owner', title: t('mapping.by'), width: 120, type: 'person' },
  ];
  const put = async (ids: string[], away: boolean) => {
    for (const id of ids) await (away ? forgetMapping : restoreMapping)(id);
    await refresh();
  };
  const bulk: BulkAction[] = mayRemove ? [{
    key: 'remove', label: t('mapping.remove'), icon: Trash2,
    run: async ({ ids }) => { await put(ids, true); toast({ text: t('mapping.removed', { count: ids.length }), undo: () => put(ids, false) }); },
  }] : [];
  return (
    <Page title={t('mapping.title')} back={{ to: '/imports', label: t('title') }}>
      <DataTable<Mapping>
        list="import_mappings" path="/import-mappings" resource={MAPPING} noun={t('mapping.noun')} columns={columns} defaultSort="-used_at" scope={NOT_REMOVED} bulk={bulk}
        rowLabel={(m) => m.name} searchPlaceholder={t('mapping.search')}
        phoneRow={(m) => ({ title: m.name, line: meaning(m), figure: mayRename && <Button type="text" icon={<Pencil size={18} />} aria-label={t('mapping.rename_one', { name: m.name })} onClick={() => setNamed(m)} /> })}
        empty={<EmptyState title={t('mapping.empty')} text={t('mapping.empty_text')} />}
      />
      {named && (
        <FormDialog
          open title={t('mapping.rename')} initial={{ name: named.name }} version={named.version} submitText={t('mapping.save')} onCancel={() => setNamed(null)}
          fields={[{ name: 'name', label: t('mapping.name'), type: 'text', maxLength: 80 }]}
          onSubmit={(values) => renameMapping(named, String(values.name ?? ''))}
          onDone={() => { setNamed(null); void refresh(); }}
        />
      )}
    </Page>
  );
}
