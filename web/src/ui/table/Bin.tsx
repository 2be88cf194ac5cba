import { ArchiveRestore, Trash2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { idsOf, inChunks, type Many } from '@/lib/bulk';
import { Page, type PageProps } from '../Page';
import { toast } from '../toast';
import { DataTable } from './DataTable';
import type { BulkAction, DataTableProps, Selection } from './types';

const PurgeDialog = lazy(() => import('./PurgeDialog'));
/** The server deletes this many at a time. */
const MOST = 200;

export interface BinProps<R extends { id: string }> extends Omit<DataTableProps<R>, 'bulk' | 'empty'> {
  title: string;
  back: PageProps['back'];
  /** When nothing is archived. */
  none: string;
  restoreText: string;
  restored: (count: number) => string;
  archive: (ids: string[]) => Promise<Many>;
  restore: (ids: string[]) => Promise<Many>;
  refresh: () => Promise<unknown>;
  /** Where its records are deleted for good (`/clients`), for whoever may. */
  purge?: string;
}

/** What was archived of one kind of record, to be restored or deleted for good. */
export function Bin<R extends { id: string }>({ title, back, none, restoreText, restored, archive, restore, refresh, purge, ...table }: BinProps<R>) {
  const { t } = useTranslation();
  const [going, setGoing] = useState<string[] | null>(null);
  const path = table.path ?? `/${table.list}`;
  const run = async (selection: Selection) => {
    const answer = await inChunks(await idsOf(path, selection), restore);
    await refresh();
    toast({ text: restored(answer.done.length), undo: async () => { await inChunks(answer.done, archive); await refresh(); } });
  };
  const ask = async (selection: Selection) => {
    const ids = await idsOf(path, selection);
    if (ids.length > MOST) toast({ text: t('purge.over_limit', { most: MOST }), tone: 'bad' });
    else setGoing(ids);
  };
  const bulk: BulkAction[] = [
    { key: 'restore', label: restoreText, icon: ArchiveRestore, run },
    ...(purge ? [{ key: 'purge', label: t('purge.title'), icon: Trash2, run: ask }] : []),
  ];
  return (
    <Page title={title} back={back}>
      <DataTable<R> {...table} bulk={bulk} empty={<p className="empty t3">{none}</p>} />
      {purge && going && <Suspense><PurgeDialog path={purge} ids={going} onDone={refresh} onClose={() => setGoing(null)} /></Suspense>}
    </Page>
  );
}
