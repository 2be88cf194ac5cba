import { Button } from 'antd';
import { RotateCw, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { jobStarted, percent, stopJob, useJob } from '@/lib/jobs';
import { useRefreshAny } from '@/lib/refresh';
import { DateText, EmptyState, MoneyFigure, Page, ProgressBar, RecordGate, Section, StatusPill, toast } from '@/ui';
import { LEVELLING, PROJECT, RESOURCE, useLevelling, type Levelling, type Proposal } from './api';
import { Moves } from './Moves';
import { OverloadList } from './OverloadList';
import './staffing.css';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('staffing');
  const query = useLevelling(id);
  return <RecordGate query={query} title={t('tab.levelling')} failed={t('lev.failed')} back={{ to: '/levelling', label: t('tab.levelling') }}>{(found) => <Record of={found} />}</RecordGate>;
}

/** The proposals side by side, and what the chosen one moves. */
function Record({ of: l }: { of: Levelling }) {
  const { t } = useTranslation('staffing');
  const refresh = useRefreshAny();
  const [chosen, setChosen] = useState<Proposal['kind'] | null>(null);
  const [busy, setBusy] = useState('');
  const [fault, setFault] = useState('');
  const kind = chosen ?? (l.applied || l.proposals[0]?.kind);
  const shown = l.proposals.find((p) => p.kind === kind);
  const act = async (way: string, body: unknown, said?: string) => {
    setBusy(way);
    setFault('');
    try {
      await api.post(`/levellings/${l.id}/${way}`, body);
      if (way === 'again') jobStarted();
      await refresh(LEVELLING, PROJECT, RESOURCE);
      if (said) toast(way === 'apply' ? { text: said, undo: async () => { await api.post(`/levellings/${l.id}/undo`, {}); await refresh(LEVELLING, PROJECT, RESOURCE); } } : said);
    } catch (failure) { setFault(Problem.from(failure).message); await refresh(LEVELLING); } finally { setBusy(''); }
  };
  const open = l.state === 'ready' || l.state === 'undone';
  return (
    <Page
      title={l.title} back={{ to: '/levelling', label: t('tab.levelling') }}
      actions={
        <>
          {l.may && l.state === 'applied' && <Button icon={<Undo2 size={15} />} loading={busy === 'undo'} onClick={() => void act('undo', {}, t('lev.undone'))}>{t('lev.undo')}</Button>}
          {l.may && ['ready', 'undone', 'stopped', 'failed'].includes(l.state) && <Button icon={<RotateCw size={15} />} loading={busy === 'again'} onClick={() => void act('again', {})}>{t('lev.again')}</Button>}
          {l.may && open && shown && <Button type="primary" disabled={l.stale} loading={busy === 'apply'} onClick={() => void act('apply', { kind: shown.kind }, t('lev.applied_said', { count: shown.moves.length }))}>{t('lev.apply', { name: t(`proposal.${shown.kind}`) })}</Button>}
        </>
      }
    >
      <div className="pad">
        <div className="row g12 wrap mb12"><StatusPill state={`levelling.${l.state}`} /><span className="t2">{l.projects.map((p) => p.name).join('、')}</span>{l.applied_at && <span className="s13 t3">{t('lev.applied_by', { who: l.applied_by })} <DateText value={l.applied_at} as="stamp" /></span>}</div>
        {l.stale && <p className="st-warn" role="status">{t('lev.stale')}</p>}
        <p role="alert" className="red">{fault}</p>
        {(l.state === 'queued' || l.state === 'running') && <Working of={l} />}
        {l.state === 'stopped' && <EmptyState title={t('lev.stopped_title')} text={t('lev.stopped_text')} />}
        {l.state === 'failed' && <EmptyState title={t('lev.failed_title')} text={t('lev.failed_text')} />}
        {l.proposals.length === 0 && open && <EmptyState title={t('lev.none_title')} text={t('lev.none_text', { count: l.overloaded ?? 0 })} />}
        {l.proposals.length > 0 && (
          <>
            <p className="t2 mb12">{t('lev.before', { days: l.overloaded ?? 0, people: l.people ?? 0 })}</p>
            <div className="st-proposals" role="radiogroup" aria-label={t('lev.choose')}>{l.proposals.map((p) => <Card key={p.kind} proposal={p} of={l} on={p.kind === kind} onPick={() => setChosen(p.kind)} />)}</div>
            {shown && <Detail proposal={shown} />}
          </>
        )}
      </div>
    </Page>
  );
}

function Working({ of: l }: { of: Levelling }) {
  const { t } = useTranslation('staffing');
  const refresh = useRefreshAny();
  const job = useJob(l.job_id).data;
  return (
    <Section title={t('lev.working')}>
      <ProgressBar value={job ? (percent(job) ?? 0) : 0} label={t('lev.working')} />
      <div className="row g12 mt8"><span className="t2">{t('lev.working_text')}</span><span className="sp" />{l.may && l.job_id && <Button onClick={() => void stopJob(l.job_id ?? '').then(() => refresh(LEVELLING))}>{t('lev.stop')}</Button>}</div>
    </Section>
  );
}

/** One proposal in figures: what it solves and what it costs. */
function Card({ proposal: p, of: l, on, onPick }: { proposal: Proposal; of: Levelling; on: boolean; onPick: () => void }) {
  const { t } = useTranslation('staffing');
  const later = p.projects.filter((x) => x.later > 0);
  const late = p.projects.filter((x) => (x.late_now ?? 0) > Math.max(x.late_was ?? 0, 0));
  const most = (days: number[]) => Math.max(0, ...days);
  const lines = [
    { label: t('cost.moves'), value: t('cost.n_tasks', { count: p.moves.length }) },
    { label: t('cost.solved'), value: <span className="num">{t('cost.of_hours', { before: l.hours ?? 0, after: p.overtime })}</span> },
    { label: t('cost.finish'), value: later.length ? <span className="amber">{t('cost.later', { count: later.length, days: most(later.map((x) => x.later)) })}</span> : t('cost.same') },
    { label: t('cost.promise'), value: late.length ? <span className="red">{t('cost.broken', { count: late.length, days: most(late.map((x) => x.late_now ?? 0)) })}</span> : t('cost.kept') },
    { label: t('cost.money'), value: p.instalments.length + p.instalments_unseen ? t('cost.n_instalments', { count: p.instalments.length + p.instalments_unseen }) : t('cost.no_money') },
    { label: t('cost.overtime'), value: p.left.length ? <span className="amber">{t('cost.n_left', { count: p.left.length })}</span> : t('cost.no_overtime') },
  ];
  return (
    <div className={`st-proposal ${on ? 'on' : ''}`}>
      <label className="row g8"><input type="radio" name="proposal" checked={on} onChange={onPick} /><b className="grow">{t(`proposal.${p.kind}`)}</b>{l.applied === p.kind && <span className="green s13">{t('lev.is_applied')}</span>}</label>
      <p className="s13 t2">{t(`proposal.${p.kind}_text`)}{!p.whole && ` ${t('lev.not_whole')}`}</p>
      <dl>{lines.map((line) => <div key={line.label}><dt>{line.label}</dt><dd>{line.value}</dd></div>)}</dl>
    </div>
  );
}

function Detail({ proposal: p }: { proposal: Proposal }) {
  const { t } = useTranslation('staffing');
  return (
    <>
      <Section title={t('moves.title', { count: p.moves.length })}><Moves moves={p.moves} /></Section>
      {p.projects.some((x) => x.later > 0) && (
        <Section title={t('cost.finish')}>
          <ul className="st-work">{p.projects.filter((x) => x.later > 0).map((x) => <li key={x.id}><span className="grow">{x.name}{x.promised && <span className="s13 t2"> · {t('cost.promised', { day: x.promised })}</span>}</span><span className="num t2">{x.was && <DateText value={x.was} />} → {x.now && <DateText value={x.now} />}</span><span className={`num st-h ${(x.late_now ?? 0) > 0 ? 'red' : 't2'}`}>{(x.late_now ?? 0) > 0 ? t('days_late', { count: x.late_now ?? 0 }) : t('moves.days', { count: x.later })}</span></li>)}</ul>
        </Section>
      )}
      {p.instalments.length + p.instalments_unseen > 0 && (
        <Section title={t('cost.money')}>
          <ul className="st-work">{p.instalments.map((i) => <li key={i.title + i.was}><span className="grow">{i.title}<span className="s13 t2"> · {i.milestone}</span></span><span className="num t2"><DateText value={i.was} /> → <DateText value={i.now} /></span><span className="num"><MoneyFigure value={i.amount} /></span></li>)}</ul>
          {p.instalments_unseen > 0 && <p className="s13 t2">{t('cost.unseen', { count: p.instalments_unseen })}</p>}
        </Section>
      )}
      {p.left.length > 0 && <Section title={t('lev.left', { count: p.left.length })} note={t('lev.left_note')}><OverloadList items={p.left} /></Section>}
    </>
  );
}
