import { Button } from 'antd';
import { Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { stopJob } from '@/lib/jobs';
import { ProgressBar, toast } from '@/ui';
import { useRefresh, type Batch } from './api';

/** Work in the background: how far it is, that one may leave, and 停止. */
export function RunStep({ batch }: { batch: Batch }) {
  const { t } = useTranslation('imports');
  const refresh = useRefresh();
  const job = batch.job;
  const total = Math.max(job?.total ?? 0, 1);
  const done = Math.min(job?.done ?? 0, total);
  const stop = async () => {
    if (!job) return;
    try { await stopJob(job.id); await refresh(); } catch (error) { toast({ text: (error as Error).message, tone: 'bad' }); }
  };
  return (
    <div className="imp-run" aria-live="polite">
      <h2 className="s20 w6">{t(`run.${batch.status}`)}</h2>
      <ProgressBar value={(100 * done) / total} label={t(`run.${batch.status}`)} />
      <p className="t2 num">{job?.status === 'queued' ? t('common:jobs.waiting') : t('run.progress', { done: done.toLocaleString('en'), total: total.toLocaleString('en') })}</p>
      <p className="s13 t3">{batch.status === 'committing' ? t('run.leave_commit') : t('run.leave')}</p>
      {batch.counts.states.committed > 0 && batch.status === 'committing' && <p className="s13 t2 num">{t('run.kept', { count: batch.counts.states.committed, shown: batch.counts.states.committed.toLocaleString('en') })}</p>}
      {job && batch.status !== 'checking' && <Button icon={<Square size={13} />} onClick={() => void stop()}>{t('common:jobs.stop')}</Button>}
    </div>
  );
}
