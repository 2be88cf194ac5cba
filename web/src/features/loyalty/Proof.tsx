import './loyalty.css';
import { Button } from 'antd';
import { ShieldCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { isLive, percent, useJob } from '@/lib/jobs';
import { useRefreshAny } from '@/lib/refresh';
import { DateText, ErrorState, Figures, Page, ProgressBar, RecordSkeleton, Status, toast } from '@/ui';
import { HeadList } from './HeadList';
import { LoyaltyTabs } from './LoyaltyTabs';
import { count } from './Points';
import { PROOF, startVerification, useHeads, useProofState, type Checked, type ProofState } from './proof';

/** 账本证明: how far the ledger is proved, whether it is as it was written, and the heads that say so. */
export function Component() {
  const { t } = useTranslation(['loyalty', 'proof']);
  const state = useProofState();
  const heads = useHeads();
  return (
    <Page title={t('tab.proof')} crumb={<LoyaltyTabs />}>
      <div className="lo-rule">
        {state.isPending && <RecordSkeleton />}
        {state.isError && <ErrorState title={t('proof:failed')} problem={Problem.from(state.error)} onRetry={() => void state.refetch()} />}
        {state.data && <State state={state.data} />}
        {heads.data && <HeadList data={heads.data} />}
      </div>
    </Page>
  );
}

function State({ state }: { state: ProofState }) {
  const { t } = useTranslation('proof');
  const refresh = useRefreshAny();
  const [started, setStarted] = useState<string | null>(null);
  const jobId = started ?? state.job;
  const job = useJob(jobId).data;
  const running = Boolean(jobId) && (!job || isLive(job));
  const ended = job && !isLive(job) ? job.id : '';
  useEffect(() => { if (ended) { setStarted(null); void refresh(PROOF); } }, [ended, refresh]);
  const verify = () => void startVerification().then(setStarted).catch((failure: unknown) => toast({ text: Problem.from(failure).message, tone: 'bad' }));
  const done = job ? percent(job) ?? 0 : 0;
  return (
    <>
      <Figures items={[
        { key: 'covered', label: t('covered'), value: count(state.covered), note: t('covered_note') },
        { key: 'waiting', label: t('waiting'), value: count(state.waiting + state.leaves - state.covered), note: <>{t('next_head')} <DateText value={state.due_at} as="stamp" /></> },
      ]} />
      <div className="row g12 wrap base" role="status">
        {running ? <><span className="lo-progress"><ProgressBar value={done} label={t('verifying')} /></span><span className="num t2">{t('verifying')} {done}%</span></> : <Last checked={state.checked} />}
        {state.may_verify && !running && <Button icon={<ShieldCheck size={14} />} onClick={verify}>{t('verify')}</Button>}
        <Link to="/points/heads">{t('public_page')}</Link>
      </div>
      {!running && state.checked && !state.checked.ok && <Findings checked={state.checked} />}
    </>
  );
}

function Last({ checked }: { checked: Checked | null }) {
  const { t } = useTranslation('proof');
  if (!checked) return <Status state="job.queued">{t('never')}</Status>;
  return (
    <>
      <Status state={checked.ok ? 'job.done' : 'job.failed'}>{checked.ok ? t('intact', { shown: count(checked.entries) }) : t('altered')}</Status>
      <span className="t3 s13">{t('by', { name: checked.by })} · <DateText value={checked.at} as="ago" /></span>
    </>
  );
}

function Findings({ checked }: { checked: Checked }) {
  const { t, i18n } = useTranslation('proof');
  const en = i18n.language.startsWith('en');
  return (
    <ul className="lo-findings red">
      {checked.findings.slice(0, 20).map((one, place) => <li key={place}>{en ? one.en : one.zh}</li>)}
      {checked.findings.length + checked.more > 20 && <li>{t('and_more', { count: checked.findings.length + checked.more - 20 })}</li>}
    </ul>
  );
}
