import { Button } from 'antd';
import { Wand2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { useShortcuts } from '@/lib/keyboard';
import { Bone, ErrorState, toast } from '@/ui';
import { accept, resolveAll, useRefresh, useRows, type Batch, type Narrow, type Row } from './api';
import { RowLines } from './RowLines';

/** Pixels that a code, a number or a date needs to stand whole; the others share what is left. */
const WIDTHS: Record<string, number> = { uscc: 208, phone: 140, person: 96, date: 116, amount: 150, number: 96 };

/** The fields a table of rows has room for: those the target begins with, and the one that is asked about. */
function shownFields(batch: Batch, narrow: Narrow): string[] {
  const mapped = new Set(batch.sheets.filter((s) => s.included).flatMap((s) => Object.values(s.columns).map((c) => c.field)));
  const first = (batch.target?.shown ?? []).filter((key) => mapped.has(key)).slice(0, 5);
  if (narrow.field && !first.includes(narrow.field)) first[Math.max(first.length - 1, 1)] = narrow.field;
  return first;
}

export function ProblemRows({ batch, narrow }: { batch: Batch; narrow: Narrow }) {
  const { t } = useTranslation('imports');
  const refresh = useRefresh();
  const rows = useRows(batch.id, narrow);
  const [at, setAt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Problem | null>(null);
  const items: Row[] = rows.data?.pages.flatMap((p) => p.items) ?? [];
  const place = Math.min(at, Math.max(items.length - 1, 0));
  const fields = shownFields(batch, narrow).map((key) => batch.target?.fields.find((f) => f.key === key)).filter((f) => f !== undefined);

  const act = async (work: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(true);
    setFailed(null);
    try { await work(); await refresh(); } catch (error) { setFailed(Problem.from(error)); } finally { setBusy(false); }
  };
  const move = (by: number) => setAt(() => {
    const next = Math.min(Math.max(place + by, 0), Math.max(items.length - 1, 0));
    document.getElementById(`row-${items[next]?.id}`)?.scrollIntoView({ block: 'nearest' });
    return next;
  });
  useShortcuts([
    { keys: 'j', label: 'keys.next', group: 'list', run: () => move(1) },
    { keys: 'k', label: 'keys.prev', group: 'list', run: () => move(-1) },
    { keys: 'Enter', run: () => {
      const row = items[place];
      const problem = row?.problems.find((p) => p.offers.length > 0);
      if (row && problem) void act(() => accept(batch.id, row, problem, 0));
    } },
  ]);

  if (rows.isPending) return <div className="imp-rows"><Bone width="100%" height={240} /></div>;
  if (rows.isError) return <div className="imp-rows"><ErrorState title={t('rows_failed')} problem={Problem.from(rows.error)} onRetry={() => void rows.refetch()} /></div>;
  const plain = narrow.show !== 'problems';
  const count = rows.data.pages[0]?.count ?? 0;
  const kind = batch.counts.problems.find((p) => p.field === narrow.field && p.code === narrow.code);
  const all = (how: 'accept' | 'keep' | 'skip') => act(async () => {
    if (!kind) return;
    const answer = await resolveAll(batch.id, kind, how);
    toast(answer.left > 0 ? t('all.done_some', { count: answer.done, left: answer.left }) : t('all.done', { count: answer.done }));
  });
  const offered = items.some((r) => r.problems.some((p) => p.field === kind?.field && p.code === kind.code && p.offers.length > 0));
  const kept = items.some((r) => r.problems.some((p) => p.field === kind?.field && p.code === kind.code && p.keep));
  return (
    <div className="imp-rows">
      {kind && count > 1 && (
        <div className="imp-all">
          <span className="s13 t2">{t('all.label', { count, shown: count.toLocaleString('en') })}</span>
          {offered && <Button size="small" icon={<Wand2 size={13} />} disabled={busy} onClick={() => void all('accept')}>{t('all.accept')}</Button>}
          {kept && <Button size="small" disabled={busy} onClick={() => void all('keep')}>{t('all.keep')}</Button>}
          <Button size="small" disabled={busy} onClick={() => void all('skip')}>{t('all.skip')}</Button>
        </div>
      )}
      {failed && <p className="imp-alert" role="alert">{failed.detail || t('failed')}</p>}
      {items.length === 0 ? <p className="imp-none t2">{narrow.show === 'problems' ? t('no_problems') : t('no_rows')}</p> : (
        <table className="imp-table">
          <thead><tr><th className="r no">{t('col.number')}</th>{fields.map((f) => <th key={f.key} className={f.kind === 'amount' ? 'r' : ''} style={{ width: WIDTHS[f.kind] }}>{f.label}</th>)}{plain && <th className="what">{t('col.what')}</th>}</tr></thead>
          {items.map((row, i) => <RowLines key={row.id} batch={batch} row={row} fields={fields} on={i === place} plain={plain} onPick={() => setAt(i)} act={act} busy={busy} />)}
        </table>
      )}
      {rows.hasNextPage && <Button className="imp-more" loading={rows.isFetchingNextPage} onClick={() => void rows.fetchNextPage()}>{t('more', { left: (count - items.length).toLocaleString('en') })}</Button>}
    </div>
  );
}
