import { Button, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { percent, stopJob, useActiveJobs, type Job } from '@/lib/jobs';
import { ProgressBar } from '@/ui/ProgressBar';

function Line({ job }: { job: Job }) {
  const { t } = useTranslation();
  const p = percent(job);
  return (
    <li className="col g4" style={{ width: 280 }}>
      <div className="row g8"><span className="el grow">{job.title}</span><span className="num s13 t2">{p === null ? t('jobs.waiting') : `${p}%`}</span>
        <Button size="small" onClick={() => void stopJob(job.id)}>{t('jobs.stop')}</Button></div>
      <ProgressBar value={p ?? 0} label={job.title} />
    </li>
  );
}

/** Long work in the background; absent while nothing runs. */
export function JobsIndicator() {
  const { t } = useTranslation();
  const { data = [] } = useActiveJobs();
  const first = data[0];
  if (!first) return null;
  const p = percent(first);
  return (
    <Popover trigger="click" placement="bottomRight" content={<ul className="col g12">{data.map((j) => <Line key={j.id} job={j} />)}</ul>}>
      <button type="button" className="jobs" aria-label={t('jobs.running', { count: data.length })}>
        <span className="el" style={{ maxWidth: 160 }}>{data.length > 1 ? t('jobs.running', { count: data.length }) : first.title}</span>
        <span style={{ width: 64 }}><ProgressBar value={p ?? 0} label={first.title} /></span>
        {p !== null && <span className="num">{p}%</span>}
      </button>
    </Popover>
  );
}
