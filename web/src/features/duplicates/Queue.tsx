import './duplicates.css';
import { Button } from 'antd';
import { Combine, History, ScanSearch } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { idsOf } from '@/lib/bulk';
import { randomId } from '@/lib/ids';
import { DataTable, DateText, EmptyState, Page, ProgressBar, Status, toast, type BulkAction, type Column, type Selection } from '@/ui';
import { CLIENT, DUPLICATE, find, mergeCertain, percentOf, useOverview, useRefresh, type Overview, type Row } from './api';

const OPEN = 'filter=state:in:open';

/** The queue of dossiers that may be one client. */
export function Component() {
  const { t } = useTranslation('duplicates');
  const refresh = useRefresh();
  const overview = useOverview();
  const mayMerge = useCan(CLIENT, 'merge');
  const columns: Column<Row>[] = [
    { key: 'left', title: t('col.left'), width: 230, sort: true },
    { key: 'right', title: t('col.right'), width: 230, sort: true },
    { key: 'probability', title: t('col.chance'), width: 84, align: 'right', sort: true, render: (r) => (r.band === 'related' ? <span className="t3">—</span> : <span className="num">{percentOf(r.probability)}</span>) },
    { key: 'band', title: t('col.band'), width: 132, render: (r) => (r.state === 'open' ? <Status state={r.band === 'auto' ? 'step.done' : r.band === 'review' ? 'client.review' : 'step.open'}>{t(`band.${r.band}`)}</Status> : <Status state="client.archived">{t(`state.${r.state}`)}</Status>) },
    { key: 'why', title: t('col.why'), width: 260, grow: true, render: (r) => <span className="t2">{r.why.join(t('sep'))}</span> },
    { key: 'left_owner', title: t('col.owner'), width: 96, type: 'person' },
    { key: 'right_owner', title: t('col.other_owner'), width: 96, type: 'person', hidden: true },
    { key: 'found_at', title: t('col.found'), width: 96, type: 'ago', sort: true },
    { key: 'reason', title: t('col.reason'), width: 180, hidden: true },
    { key: 'settled_by', title: t('col.settled_by'), width: 104, hidden: true },
  ];
  const mergeAll = async (selection: Selection) => {
    try {
      const told = await mergeCertain((await idsOf('/duplicates', selection)).slice(0, 200), randomId());
      toast(told.refused.length ? t('merged_some', { done: told.done.length, refused: told.refused.length }) : t('merged_many', { count: told.done.length }));
    } catch (failure) {
      toast({ text: Problem.from(failure).message, tone: 'bad' });
    }
    await refresh();
  };
  const bulk: BulkAction[] = mayMerge ? [{ key: 'merge', label: t('merge_certain'), icon: Combine, run: mergeAll }] : [];
  return (
    <Page title={t('title')} actions={<><Link to="/duplicates/merges"><Button type="text" icon={<History size={15} />}>{t('merges')}</Button></Link><Find overview={overview.data} /></>}>
      <LastRun overview={overview.data} />
      <DataTable<Row>
        list="duplicates" resource={DUPLICATE} noun={t('noun')} counter={t('counter')} columns={columns} defaultSort="-probability" searchPlaceholder={t('search')}
        rowLink={(r) => `/duplicates/${r.id}`} rowLabel={(r) => t('pair', { left: r.left, right: r.right })}
        phoneRow={(r) => ({ title: r.left, line: r.right, figure: r.band === 'related' ? undefined : <span className="num">{percentOf(r.probability)}</span> })}
        views={[
          { key: 'open', name: t('view.open'), query: OPEN },
          ...(['auto', 'review', 'related'] as const).map((band) => ({ key: band, name: t(`band.${band}`), query: `${OPEN}&filter=band:in:${band}` })),
          { key: 'distinct', name: t('view.distinct'), query: 'filter=state:in:distinct' },
        ]}
        bulk={bulk} empty={<EmptyState title={t('none.title')} text={t('none.text')} />}
      />
    </Page>
  );
}

function Find({ overview }: { overview?: Overview }) {
  const { t } = useTranslation('duplicates');
  const refresh = useRefresh();
  const may = useCan(DUPLICATE, 'update');
  if (!may) return null;
  const begin = () => find().then(refresh, (failure: unknown) => toast({ text: Problem.from(failure).message, tone: 'bad' }));
  return <Button type="primary" icon={<ScanSearch size={15} />} disabled={Boolean(overview?.running)} onClick={() => void begin()}>{t('find')}</Button>;
}

/** When it was last looked for, and how far the run is that is under way: whoever began it, and after a reload too. */
function LastRun({ overview }: { overview?: Overview }) {
  const { t } = useTranslation('duplicates');
  if (!overview) return null;
  const { running, last, last_at: at } = overview;
  if (running) {
    const share = running.total ? Math.round((100 * running.done) / running.total) : 0;
    return <div className="dup-run" role="status"><span>{t('running', { count: running.total, shown: running.total.toLocaleString('en') })}</span><span className="grow"><ProgressBar value={share} label={t('find')} /></span></div>;
  }
  if (!at || !last) return <p className="dup-run t2">{t('never')}</p>;
  return <p className="dup-run s13 t2"><span>{t('last_run', { dossiers: last.dossiers.toLocaleString('en'), new: last.new + last.again })} · <DateText value={at} as="ago" /></span>{overview.failed && <span className="red">{t('run_failed')}</span>}</p>;
}
