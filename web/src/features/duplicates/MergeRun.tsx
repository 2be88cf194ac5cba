import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { isLive, percent, useJob } from '@/lib/jobs';
import { ProgressBar } from '@/ui';

/** How far a merge is, or its undoing, where thousands of rows go over. */
export function MergeRun({ jobId, undoing = false, onEnd }: { jobId: string; undoing?: boolean; /** With what is wrong, or nothing. */ onEnd: (fault: string) => void }) {
  const { t } = useTranslation('duplicates');
  const { data: job } = useJob(jobId);
  const told = useRef(false);
  useEffect(() => {
    if (!job || isLive(job) || told.current) return;
    told.current = true;
    onEnd(job.status === 'done' ? '' : job.status === 'stopped' ? t('run.stopped') : job.error);
  }, [job, onEnd, t]);
  const done = job ? (percent(job) ?? 0) : 0;
  return (
    <div className="grow row g8" role="status">
      <span className="nw s13">{t(undoing ? 'run.undoing' : 'run.merging')}</span>
      <span className="grow"><ProgressBar value={done} label={t(undoing ? 'run.undoing' : 'run.merging')} /></span>
      <span className="num s13 nw">{job && job.total > 0 ? t('run.of', { done: job.done, total: job.total }) : ''}</span>
    </div>
  );
}
