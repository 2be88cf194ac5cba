import { Button } from 'antd';
import { ShieldCheck, Square } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { isLive, percent, stopJob, useJob } from '@/lib/jobs';
import { Bone, DateText, ProgressBar, Status, toast } from '@/ui';
import { startVerification, useAuditState, useRefreshState, type Verified } from './api';

/** How far the record is sealed, and whether it is still as it was written. */
export function SealState() {
  const { t, i18n } = useTranslation('audit');
  const query = useAuditState();
  const refresh = useRefreshState();
  const [started, setStarted] = useState<string | null>(null);
  const state = query.data;
  const jobId = started ?? state?.job ?? null;
  const job = useJob(jobId).data;
  const running = Boolean(jobId) && (!job || isLive(job));
  const ended = job && !isLive(job) ? job.id : '';
  useEffect(() => { if (ended) { setStarted(null); void refresh(); } }, [ended, refresh]);
  const act = (run: () => Promise<unknown>) => void run().catch((failure: unknown) => toast({ text: Problem.from(failure).message, tone: 'bad' }));
  const verify = () => act(async () => setStarted(await startVerification()));

  if (query.isError && !state) return <p className="audit-state s13 red" role="alert">{Problem.from(query.error).message}</p>;
  if (!state) return <div className="audit-state" aria-hidden><Bone height={20} /></div>;
  const number = (n: number) => n.toLocaleString(i18n.language);
  const { sealed, verified, removed } = state;
  return (
    <section className="audit-state" aria-label={t('state.label')}>
      <div className="audit-facts s13">
        <span>{sealed ? <>{t('state.sealed', { count: sealed.total, shown: number(sealed.total) })} <span className="t3">· <DateText value={sealed.sealed_at} as="ago" /></span></> : t('state.none')}</span>
        {state.waiting > 0 && <span className="t2">{t('state.waiting', { count: state.waiting, shown: number(state.waiting) })}</span>}
        {removed && <span className="t2">{t('state.removed', { id: number(removed.last_id), months: state.keep_months })} <DateText value={removed.at} /></span>}
        {!state.can.all && <span className="t2">{t('state.security_only')}</span>}
      </div>
      <div className="audit-check s13">
        {running ? <Running done={percentOf(job)} onStop={() => act(() => stopJob(jobId ?? ''))} /> : <LastCheck verified={verified} />}
        {state.can.verify && !running && <Button size="small" icon={<ShieldCheck size={14} />} onClick={verify}>{t('verify')}</Button>}
      </div>
      {!running && verified && !verified.ok && <ul className="audit-findings s13 red">{verified.findings.slice(0, 5).map((f) => <li key={`${f.kind} ${f.seal} ${f.entry}`}>{f.text}</li>)}</ul>}
    </section>
  );
}

const percentOf = (job: Parameters<typeof percent>[0] | undefined) => (job ? percent(job) ?? 0 : 0);

function Running({ done, onStop }: { done: number; onStop: () => void }) {
  const { t } = useTranslation('audit');
  return (
    <>
      <span className="audit-bar"><ProgressBar value={done} label={t('verifying')} /></span>
      <span className="t2 num">{t('verifying')} {done}%</span>
      <Button size="small" icon={<Square size={12} />} onClick={onStop}>{t('common:jobs.stop')}</Button>
    </>
  );
}

function LastCheck({ verified }: { verified: Verified | null }) {
  const { t } = useTranslation('audit');
  if (!verified) return <Status state="job.queued">{t('never')}</Status>;
  return (
    <>
      <Status state={verified.ok ? 'job.done' : 'job.failed'}>{t(verified.ok ? 'intact' : 'altered')}</Status>
      <span className="t3">{t('by', { name: verified.by })} · <DateText value={verified.at} as="ago" /></span>
    </>
  );
}
