import './duplicates.css';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '@/app/session';
import { DataTable, EmptyState, Page, Status, toast, type Column } from '@/ui';
import { CLIENT, MERGE, merge as mergeOn, undoMerge, useRefresh, type Merge } from './api';

/** What was merged into what, by whom and why; each can be taken back. */
export function Component() {
  const { t } = useTranslation('duplicates');
  const may = useCan(CLIENT, 'merge');
  const names = (m: Merge) => m.merged.map((one) => one.name).join(t('sep'));
  const columns: Column<Merge>[] = [
    { key: 'client', title: t('log.client'), width: 240 },
    { key: 'merged', title: t('log.merged'), width: 300, grow: true, render: (m) => names(m) },
    { key: 'reason', title: t('reason'), width: 200 },
    { key: 'by_name', title: t('log.by'), width: 96, type: 'person' },
    { key: 'created_at', title: t('log.at'), width: 104, type: 'ago', sort: true },
    { key: 'state', title: t('log.state'), width: 180, render: (m) => <State merge={m} names={names(m)} may={may} /> },
  ];
  return (
    <Page title={t('merges')} back={{ to: '/duplicates', label: t('title') }}>
      <DataTable<Merge>
        list="client-merges" path="/clients/merges" resource={MERGE} noun={t('log.noun')} counter={t('log.counter')} columns={columns} defaultSort="-created_at" searchPlaceholder={t('search')}
        rowLink={(m) => `/clients/${m.client_id}`} rowLabel={(m) => m.client} phoneRow={(m) => ({ title: m.client, line: names(m), state: <State merge={m} names={names(m)} may={may} /> })}
        views={[{ key: 'done', name: t('log.done'), query: 'filter=state:in:done' }, { key: 'undone', name: t('log.undone_all'), query: 'filter=state:in:undone' }]}
        empty={<EmptyState title={t('log.none')} text={t('log.none_text')} />}
      />
    </Page>
  );
}

/** What became of it, and what can be done. */
function State({ merge, names, may }: { merge: Merge; names: string; may: boolean }) {
  const { t } = useTranslation('duplicates');
  const refresh = useRefresh();
  if (merge.state === 'undone') return <Status state="client.archived">{t('log.undone', { name: merge.undone_by })}</Status>;
  const under = merge.state === 'undoing' || merge.state === 'merging';
  const ids = [merge.client_id, ...merge.merged.map((one) => one.id)];
  const go = () => (merge.state === 'undoing' ? undoMerge(merge.id, { set_back: [], take: [], reason: '' }) : mergeOn({ ids, survivor: merge.client_id, picks: {}, versions: {}, reason: merge.reason }));
  const resume = () => void go().then(refresh).catch((e: Error) => toast({ text: e.message, tone: 'bad' }));
  if (under && may) return <Button size="small" onClick={resume}>{t(`log.resume.${merge.state}`)}</Button>;
  if (under) return <Status state="client.draft">{t(`log.${merge.state}`)}</Status>;
  if (!may || !merge.undoable) return <Status state="step.done">{t('log.done')}</Status>;
  return <Link to={`/duplicates/merges/${merge.id}`}><Button size="small" aria-label={t('log.undo_one', { name: names })}>{t('log.undo')}</Button></Link>;
}
