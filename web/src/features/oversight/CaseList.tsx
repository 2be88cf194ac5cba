import { Button } from 'antd';
import { Radar } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useCan, useMe } from '@/app/session';
import { count } from '@/features/loyalty/Points';
import { jobStarted, useJob } from '@/lib/jobs';
import { useRefreshAny } from '@/lib/refresh';
import { DataTable, DateText, EmptyState, Page, Status, toast, type Column } from '@/ui';
import { CASE, useOverview, type CaseRow } from './api';
import { WatchTabs } from './WatchTabs';

/** What the watch found odd, to be looked at. */
export function Component() {
  const { t } = useTranslation('oversight');
  const me = useMe();
  const may = useCan(CASE, 'update');
  const overview = useOverview().data;
  const columns: Column<CaseRow>[] = [
    { key: 'subject', title: t('case.subject'), width: 240, grow: true, sort: true },
    { key: 'number', title: t('case.number'), width: 104, sort: true },
    { key: 'pattern', title: t('case.pattern'), width: 140, type: 'choice', sort: true },
    { key: 'state', title: t('case.state'), width: 100, sort: true, render: (c) => <Status state={`watch.${c.finding || 'open'}`} /> },
    { key: 'points', title: t('case.points'), width: 110, align: 'right', sort: true, render: (c) => <span className="num">{count(c.points)}</span> },
    { key: 'finds', title: t('case.finds'), width: 80, type: 'number', sort: true },
    { key: 'assigned', title: t('case.assigned'), width: 110, type: 'person' },
    { key: 'last_on', title: t('case.last_on'), width: 110, type: 'date', sort: true },
    { key: 'found_at', title: t('case.found'), width: 110, type: 'ago', sort: true },
    { key: 'reason', title: t('case.reason'), width: 220, hidden: true },
  ];
  return (
    <Page title={t('tab.cases')} crumb={<WatchTabs />} actions={<>{overview?.last_at && <span className="s12 t3 nw top-note">{t('watch.last')} <DateText value={overview.last_at} as="stamp" /></span>}{may && <Run running={overview?.running ?? null} />}</>}>
      <DataTable<CaseRow>
        list="points-cases" path="/points/cases" resource={CASE} noun={t('case.noun')} counter={t('case.counter')} columns={columns} defaultSort="-found_at" searchPlaceholder={t('case.search')}
        rowLink={(c) => `/points-watch/${c.id}`} rowLabel={(c) => `${c.number} ${c.subject}`}
        phoneRow={(c) => ({ title: c.subject, line: t(`pattern.${c.pattern}`), state: <Status state={`watch.${c.finding || 'open'}`} />, figure: <span className="num">{count(c.points)}</span> })}
        views={[
          { key: 'open', name: t('view.open'), query: 'filter=state:in:open' },
          { key: 'mine', name: t('view.mine'), query: `filter=state:in:open&filter=assigned:in:${me.id}` },
          { key: 'abuse', name: t('view.abuse'), query: 'filter=finding:in:abuse' },
        ]}
        sums={[{ key: 'points', label: t('case.points') }]}
        empty={<EmptyState title={t('case.empty')} text={t('case.empty_text')} />}
      />
    </Page>
  );
}

function Run({ running }: { running: string | null }) {
  const { t } = useTranslation('oversight');
  const refresh = useRefreshAny();
  const [job, setJob] = useState<string | null>(null);
  const followed = useJob(job ?? running).data;
  const live = followed?.status === 'queued' || followed?.status === 'running';
  const ended = job !== null && followed?.status === 'done';
  useEffect(() => {
    if (!ended) return;
    void refresh(CASE);
    toast(t('watch.done', { new: Number(followed?.result?.cases ?? 0), more: Number(followed?.result?.more ?? 0) }));
    setJob(null);
  }, [ended, followed, refresh, t]);
  const begin = () => void api.post<Schema<'JobBegun'>>('/points/watch/run', {}).then((begun) => { setJob(begun.job_id); jobStarted(); }).catch((e: Error) => toast({ text: e.message, tone: 'bad' }));
  const text = live && followed && followed.total > 0 ? t('watch.progress', { done: followed.done, total: followed.total }) : t('watch.run');
  return <Button type="primary" icon={<Radar size={15} />} loading={live} onClick={begin}>{text}</Button>;
}
