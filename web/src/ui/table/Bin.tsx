import { ArchiveRestore } from 'lucide-react';
import { idsOf, inChunks, type Many } from '@/lib/bulk';
import { Page, type PageProps } from '../Page';
import { toast } from '../toast';
import { DataTable } from './DataTable';
import type { DataTableProps, Selection } from './types';

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
}

/** What was archived of one kind of record, to be restored. */
export function Bin<R extends { id: string }>({ title, back, none, restoreText, restored, archive, restore, refresh, ...table }: BinProps<R>) {
  const run = async (selection: Selection) => {
    const answer = await inChunks(await idsOf(table.path ?? `/${table.list}`, selection), restore);
    await refresh();
    toast({ text: restored(answer.done.length), undo: async () => { await inChunks(answer.done, archive); await refresh(); } });
  };
  return (
    <Page title={title} back={back}>
      <DataTable<R> {...table} bulk={[{ key: 'restore', label: restoreText, icon: ArchiveRestore, run }]} empty={<p className="empty t3">{none}</p>} />
    </Page>
  );
}
