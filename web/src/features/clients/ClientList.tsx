import { Button } from 'antd';
import { Archive, Combine, FilePlus2, MapPinned, Plus, Tag as TagIcon, Upload, UserRoundCog } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useCan } from '@/app/session';
import { DataTable, EmptyState, MoneyFigure, Page, Status, toast, type BulkAction, type Selection } from '@/ui';
import { idsOf, inChunks } from '@/lib/bulk';
import { archive, CLIENT, restore, useRefresh, type ClientRow } from './api';
import { AssignDialog, TagDialog } from './BulkDialogs';
import { useClientColumns } from './columns';
import { useRevealMany } from '@/features/privacy/useRevealMany';
import { phoneText } from '@/lib/phone';
import { queryOf, readState } from '@/ui/table/state';

/** The list of clients: what the reader owns, or more, as the grants say. */
export function Component() {
  const { t } = useTranslation('clients');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const columns = useClientColumns();
  const [asked, setAsked] = useState<{ what: 'assign' | 'tag'; selection: Selection } | null>(null);
  const [params] = useSearchParams();
  const maySegment = useCan('care.segment', 'create');
  const mayCreate = useCan(CLIENT, 'create');
  const mayImport = useCan(CLIENT, 'import');
  const mayArchive = useCan(CLIENT, 'archive');
  const mayAssign = useCan(CLIENT, 'assign');
  const mayUpdate = useCan(CLIENT, 'update');
  const mayMerge = useCan(CLIENT, 'merge');
  const reveal = useRevealMany('clients', '/clients', CLIENT, phoneText);

  const archiveAll = async (selection: Selection) => {
    const answer = await inChunks(await idsOf('/clients', selection), archive);
    await refresh();
    const text = answer.refused.length ? t('done.archived_some', { count: answer.done.length, refused: answer.refused.length }) : t('done.archived', { count: answer.done.length });
    toast({ text, undo: async () => { await inChunks(answer.done, restore); await refresh(); } });
  };
  const mergeThese = async (selection: Selection) => {
    const ids = await idsOf('/clients', selection);
    if (ids.length < 2 || ids.length > 10) toast({ text: t('merge_choose'), tone: 'bad' });
    else await navigate(`/duplicates/merge?ids=${ids.join(',')}`);
  };
  const bulk: BulkAction[] = [
    ...(mayAssign ? [{ key: 'assign', label: t('bulk.assign'), icon: UserRoundCog, run: (selection: Selection) => setAsked({ what: 'assign', selection }) }] : []),
    ...(mayUpdate ? [{ key: 'tag', label: t('bulk.tag'), icon: TagIcon, run: (selection: Selection) => setAsked({ what: 'tag', selection }) }] : []),
    ...(mayMerge ? [{ key: 'merge', label: t('bulk.merge'), icon: Combine, run: mergeThese }] : []),
    ...reveal.actions,
    ...(mayArchive ? [{ key: 'archive', label: t('bulk.archive'), icon: Archive, run: archiveAll }] : []),
  ];
  const ways = [
    ...(mayImport ? [{ key: 'import', title: t('empty.import'), text: t('empty.import_text'), icon: Upload, to: '/imports' }] : []),
    ...(mayCreate ? [{ key: 'new', title: t('empty.new'), text: t('empty.new_text'), icon: FilePlus2, to: '/clients/new' }] : []),
  ];
  const close = () => setAsked(null);
  const narrowed = queryOf({ ...readState(params), sort: '' });
  return (
    <Page
      title={t('title')}
      actions={
        <>
          {maySegment && params.has('filter') && <Link to={asSegment(params)} className="desk"><Button tabIndex={-1} type="text">{t('as_segment')}</Button></Link>}
          {mayArchive && <Link to="/clients/archived" className="desk"><Button type="text">{t('bin.title')}</Button></Link>}
          <Link to={`/clients/map${narrowed && `?${narrowed}`}`}><Button type="text" icon={<MapPinned size={15} />}>{t('map.open')}</Button></Link>
          {mayImport && <Link to="/imports"><Button icon={<Upload size={15} />}>{t('import')}</Button></Link>}
          {mayCreate && <Link to="/clients/new"><Button type="primary" icon={<Plus size={15} />}>{t('new')}</Button></Link>}
        </>
      }
    >
      <DataTable<ClientRow>
        list="clients" resource={CLIENT} noun={t('noun')} columns={columns} defaultSort="name" scope={NOT_ARCHIVED}
        rowLink={(c) => `/clients/${c.id}`} rowLabel={(c) => c.name} searchPlaceholder={t('search')}
        phoneRow={(c) => ({
          title: c.name,
          line: [c.region, c.industry, c.owner].filter(Boolean).join(' · '),
          state: (c.overdue_days ?? 0) > 0 ? <Status state="instalment.overdue" >{t('overdue_days', { count: c.overdue_days })}</Status> : undefined,
          figure: !c.receivable || c.receivable === '0.00' ? undefined : <MoneyFigure value={c.receivable} />,
        })}
        views={[
          { key: 'mine', name: t('view.mine'), query: 'filter=owner:in:me' },
          { key: 'overdue', name: t('view.overdue'), query: 'filter=overdue:gt:0.00&sort=-overdue' },
          { key: 'quiet', name: t('view.quiet'), query: 'filter=last_contact:lt:today-30&sort=last_contact_at' },
          { key: 'thin', name: t('view.thin'), query: 'filter=completeness:lt:60&sort=completeness' },
        ]}
        sums={[{ key: 'receivable', label: t('sum.receivable') }, { key: 'overdue', label: t('sum.overdue'), tone: 'red' }]}
        bulk={bulk} onCreate={mayCreate ? () => void navigate('/clients/new') : undefined}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} ways={ways} />}
      />
      {reveal.dialog}
      {asked?.what === 'assign' && <AssignDialog selection={asked.selection} onClose={close} />}
      {asked?.what === 'tag' && <TagDialog selection={asked.selection} onClose={close} />}
    </Page>
  );
}

const NOT_ARCHIVED = ['archived:eq:false'];

/** The page that gives a name to the filters of this one. */
function asSegment(params: URLSearchParams): string {
  return `/segments?${new URLSearchParams([['new', '1'], ...params.getAll('filter').map((f) => ['with', f] as [string, string])]).toString()}`;
}
