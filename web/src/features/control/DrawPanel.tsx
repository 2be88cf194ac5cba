import { Button } from 'antd';
import { Dices } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { isLive, jobStarted, percent, stopJob, useJob } from '@/lib/jobs';
import { useRefreshOf } from '@/lib/refresh';
import { Bars, DateText, Details, ProgressBar, toast } from '@/ui';
import { ALL, type Drawn, type Health } from './api';

/** The finish as it was drawn, and the button that draws it anew. */
export function DrawPanel({ id, health }: { id: string; health: Health }) {
  const { t } = useTranslation('control');
  const refresh = useRefreshOf(ALL);
  const [begun, setBegun] = useState<string | null>(null);
  const job = useJob(begun).data;
  const running = begun !== null && (!job || isLive(job));
  useEffect(() => {
    if (!job || isLive(job)) return;
    setBegun(null);
    if (job.status === 'failed') toast({ text: job.error, tone: 'bad' });
    void refresh();
  }, [job, refresh]);
  const draw = async () => {
    try {
      const made = await api.post<Schema<'JobBegun'>>(`/projects/${id}/draws`, { draws: 1000 }, { idempotencyKey: crypto.randomUUID() });
      setBegun(made.job_id);
      jobStarted();
    } catch (error) { toast({ text: Problem.from(error).message, tone: 'bad' }); }
  };
  const action = health.may.update && (running
    ? <Button size="small" onClick={() => begun && void stopJob(begun)}>{t('draw.stop')}</Button>
    : <Button size="small" icon={<Dices size={14} />} onClick={() => void draw()}>{t(health.drawn ? 'draw.again' : 'draw.run')}</Button>);
  return (
    <section className="ctl-pn">
      <div className="ctl-h"><h2 className="ct">{t('draw.title')}</h2><span className="sp" />{action}</div>
      {running && <ProgressBar value={job ? (percent(job) ?? 0) : 0} label={t('draw.running')} />}
      {health.drawn ? <Answer drawn={health.drawn} promised={health.promised} /> : <p className="t2 s13">{t('draw.none')}</p>}
      <p className="s13 t3 mt12">{t(`draw.spread_${health.setting.shape}`, { low: health.setting.low, high: health.setting.high })}</p>
    </section>
  );
}

function Answer({ drawn, promised }: { drawn: Drawn; promised: string | null }) {
  const { t } = useTranslation('control');
  const late = (first: string) => promised !== null && first > promised;
  const facts = [
    { label: t('draw.planned'), value: <DateText value={drawn.planned} /> },
    { label: 'P50', value: <DateText value={drawn.p50} /> },
    { label: 'P80', value: <DateText value={drawn.p80} /> },
    { label: t('draw.seed'), value: <span className="num">{t('draw.seed_value', { draws: drawn.draws, seed: drawn.seed })}</span> },
  ];
  return (
    <>
      {drawn.old && <p className="s13 amber mb8" role="status">{t('draw.old')}</p>}
      <Details items={facts} />
      <h3 className="s13 t2 mt12">{t('draw.histogram')}</h3>
      <Bars label={t('draw.histogram')} items={drawn.bins.map((b) => ({ key: b.first, label: b.first, size: b.count, value: b.count, tone: late(b.first) ? 'amber' as const : 'bar' as const }))} />
      {drawn.tasks.length > 0 && <h3 className="s13 t2 mt12">{t('draw.critical')}</h3>}
      <Bars label={t('draw.critical')} items={drawn.tasks.slice(0, 8).map((x) => ({ key: x.id, label: x.name, size: x.index, value: `${Math.round(x.index * 100)}%` }))} />
    </>
  );
}
