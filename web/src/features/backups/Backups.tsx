import './backups.css';
import { Button } from 'antd';
import { DatabaseBackup, LifeBuoy, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { randomId } from '@/lib/ids';
import { isLive, percent, stopJob, useActiveJobs, useJob, type Job } from '@/lib/jobs';
import { Bone, EmptyState, ErrorState, Page, ProgressBar, Section, toast } from '@/ui';
import { BACKUP, startBackup, startDrill, useBackups, useRefresh, type Overview } from './api';
import { BackupRow } from './BackupRow';
import { DrillRow } from './DrillRow';
import { sizeOf } from './words';

const KINDS = new Set(['stewardship.backup', 'stewardship.drill']);

/** Whether what the company has could be brought back: the last archives, the last drills, and both at the press of a button. */
export function Component() {
  const { t } = useTranslation('backups');
  const query = useBackups();
  const may = useCan(BACKUP, 'create');
  const work = useWork();
  const data = query.data;
  const ready = data && !data.setup.key_problem;
  const act = (start: () => Promise<string>) => ({ disabled: work.busy, onClick: () => work.begin(start) });
  const backUp = may && ready && <Button type="primary" icon={<DatabaseBackup size={15} />} {...act(() => startBackup(randomId()))}>{t('backup_now')}</Button>;
  const drill = may && ready && <Button size="small" icon={<LifeBuoy size={14} />} {...act(() => startDrill(null, randomId()))}>{t('drill_now')}</Button>;
  return (
    <Page title={t('title')} actions={backUp || undefined}>
      {query.isError && !data && <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />}
      {query.isPending && <div className="pad col g16" aria-hidden><Bone height={64} /><Bone height={64} /></div>}
      {data && (
        <div className="bk">
          <Setup setup={data.setup} />
          {work.job && isLive(work.job) && <Running job={work.job} />}
          <Archives data={data} work={work} />
          <Section title={t('drills')} action={drill || undefined}>
            <p className="s13 t2 mb8">{t('drills_note')}</p>
            {data.drills.length === 0 ? <p className="t2">{t('no_drills')}</p> : <ul className="bk-list">{data.drills.map((d) => <DrillRow key={d.id} row={d} />)}</ul>}
          </Section>
        </div>
      )}
    </Page>
  );
}

export interface Work { busy: boolean; job: Job | undefined; begin: (start: () => Promise<string>) => void }

/** The job that is under way, mine or begun just now; at its end the page is read again. */
function useWork(): Work {
  const refresh = useRefresh();
  const [started, setStarted] = useState<string | null>(null);
  const active = useActiveJobs().data?.find((j) => KINDS.has(j.kind));
  const job = useJob(started ?? active?.id).data;
  const ended = job && !isLive(job) ? job.id : '';
  useEffect(() => {
    if (!ended) return;
    setStarted(null);
    void refresh();
  }, [ended, refresh]);
  useEffect(() => {
    if (job?.status === 'failed') toast({ text: job.error, tone: 'bad' });
  }, [job?.status, job?.error]);
  const begin = (start: () => Promise<string>) => {
    start().then(setStarted, (failure: unknown) => toast({ text: Problem.from(failure).message, tone: 'bad' }));
  };
  return { busy: Boolean(job && isLive(job)), job, begin };
}

function Running({ job }: { job: Job }) {
  const { t } = useTranslation('backups');
  const done = percent(job) ?? 0;
  return (
    <div className="bk-run" role="status">
      <span className="w6">{job.title}</span>
      <span className="grow"><ProgressBar value={done} label={job.title} /></span>
      <span className="num t2">{done}%</span>
      <Button size="small" icon={<Square size={12} />} onClick={() => void stopJob(job.id)}>{t('common:jobs.stop')}</Button>
    </div>
  );
}

function Setup({ setup }: { setup: Overview['setup'] }) {
  const { t } = useTranslation('backups');
  return (
    <div className="col g8">
      <p className="t2">{t('text')}</p>
      {setup.key_problem && <div className="bk-block" role="note"><b>{t('key_problem')}</b><p className="s13 mt8">{setup.key_problem} {t('key_text')}</p></div>}
      {setup.same_disk && <div className="bk-block" role="note"><b>{t('same_disk')}</b><p className="s13 mt8">{t('same_disk_text')}</p></div>}
      <dl className="bk-facts s13">
        <dt>{t('nightly')}</dt><dd>{t(`nightly_${setup.nightly}`, { keep: setup.keep })}</dd>
        <dt>{t('folder')}</dt><dd>{setup.folder}<span className="t3"> · {t('free', { size: sizeOf(setup.free) })}</span></dd>
        <dt>{t('restore')}</dt><dd>{t('restore_text')} <code>dougong restore FILE --replace</code></dd>
      </dl>
    </div>
  );
}

function Archives({ data, work }: { data: Overview; work: Work }) {
  const { t } = useTranslation('backups');
  if (data.backups.length === 0) return <EmptyState title={t('empty.title')} text={t('empty.text')} />;
  return (
    <Section title={t('archives')}>
      <ul className="bk-list">{data.backups.map((b) => <BackupRow key={b.id} row={b} ready={!data.setup.key_problem} work={work} />)}</ul>
    </Section>
  );
}
