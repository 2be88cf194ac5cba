import './operations.css';
import { Button } from 'antd';
import { RotateCw } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, DateText, EmptyState, ErrorState, Page, Section, Status, toast } from '@/ui';
import { OPERATIONS, replay, retry, useFailures, useRefresh, type Delivery, type FailedJob } from './api';

/** What did not get done by itself: events no handler could take, jobs that ended in an error. Nothing of it is lost. */
export function Component() {
  const { t } = useTranslation('operations');
  const failures = useFailures();
  const data = failures.data;
  const dead = data?.deliveries.filter((d) => d.status === 'dead') ?? [];
  const waiting = data?.deliveries.filter((d) => d.status === 'pending') ?? [];
  const nothing = data && data.deliveries.length === 0 && data.jobs.length === 0;
  return (
    <Page title={t('title')} actions={<Button icon={<RotateCw size={15} />} loading={failures.isFetching} onClick={() => void failures.refetch()}>{t('refresh')}</Button>}>
      {failures.isError && !data && <ErrorState title={t('failed')} problem={Problem.from(failures.error)} onRetry={() => void failures.refetch()} />}
      {failures.isPending && <div className="pad col g16" aria-hidden><Bone height={64} /><Bone height={64} /></div>}
      {nothing && <EmptyState title={t('empty.title')} text={t('empty.text')} />}
      {data && !nothing && (
        <div className="ops">
          {dead.length > 0 && <Section title={t('dead.title')} note={t('count', { count: dead.length })}><p className="t2 mb8">{t('dead.text')}</p><ul className="ops-list">{dead.map((d) => <DeliveryRow key={d.id} row={d} />)}</ul></Section>}
          {data.jobs.length > 0 && <Section title={t('jobs.title')} note={t('count', { count: data.jobs.length })}><p className="t2 mb8">{t('jobs.text')}</p><ul className="ops-list">{data.jobs.map((j) => <JobRow key={j.id} row={j} />)}</ul></Section>}
          {waiting.length > 0 && <Section title={t('waiting.title')} note={t('count', { count: waiting.length })}><p className="t2 mb8">{t('waiting.text')}</p><ul className="ops-list">{waiting.map((d) => <DeliveryRow key={d.id} row={d} />)}</ul></Section>}
        </div>
      )}
    </Page>
  );
}

/** The last line of a Python traceback says what went wrong. */
const lastLine = (error: string) => error.trim().split('\n').at(-1) ?? '';

function DeliveryRow({ row }: { row: Delivery }) {
  const { t } = useTranslation('operations');
  return (
    <Row
      title={row.event} line={t('for_handler', { handler: row.handler })} at={row.occurred_at} attempts={row.attempts} error={row.error}
      state={row.status === 'dead' ? <Status state="job.failed">{t('state.dead')}</Status> : <Status state="job.queued">{t('state.waiting')} <DateText value={row.due_at} as="time" /></Status>}
      payload={row.payload} act={row.status === 'dead' ? () => replay(row.id) : undefined} actText={t('replay')} done={t('replayed')}
    />
  );
}

function JobRow({ row }: { row: FailedJob }) {
  const { t } = useTranslation('operations');
  const progress = row.total > 0 ? t('progress', { done: row.done, total: row.total }) : '';
  return <Row title={row.title || row.kind} line={[row.title ? row.kind : '', row.id, progress].filter(Boolean).join(' · ')} at={row.finished_at ?? row.created_at} attempts={row.attempts} error={row.error} state={<Status state="job.failed" />} act={() => retry(row.id)} actText={t('retry')} done={t('retried')} />;
}

interface RowProps { title: string; line: string; at: string; attempts: number; error: string; state: ReactNode; payload?: Record<string, unknown>; act?: () => Promise<unknown>; actText: string; done: string }

function Row({ title, line, at, attempts, error, state, payload, act, actText, done }: RowProps) {
  const { t } = useTranslation('operations');
  const refresh = useRefresh();
  const may = useCan(OPERATIONS, 'replay');
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState('');
  const run = async () => {
    setBusy(true);
    setRefused('');
    try {
      await act?.();
      toast(done);
      await refresh();
    } catch (failure) {
      setRefused(Problem.from(failure).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <li>
      <div className="ops-head">
        <div className="min0 grow"><div className="w6 ops-name">{title}</div><div className="s13 t3">{[line, t('attempts', { count: attempts })].filter(Boolean).join(' · ')} · <DateText value={at} as="stamp" /></div></div>
        {state}
        {may && act && <Button icon={<RotateCw size={15} />} loading={busy} onClick={() => void run()} aria-label={`${actText} ${title}`}>{actText}</Button>}
      </div>
      {lastLine(error) && <p className="s13 red ops-why">{lastLine(error)}</p>}
      {refused && <p className="s13 red ops-why" role="alert">{refused}</p>}
      {payload && <details><summary>{t('payload')}</summary><pre>{JSON.stringify(payload, null, 2)}</pre></details>}
      {error.trim().includes('\n') && <details><summary>{t('error')}</summary><pre>{error.trim()}</pre></details>}
    </li>
  );
}
