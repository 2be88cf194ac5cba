import './privacy.css';
import { Button } from 'antd';
import { Download, Eraser, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { downloadFile, followJob } from '@/lib/exports';
import { jobStarted } from '@/lib/jobs';
import { phoneText } from '@/lib/phone';
import { confirm, DateText, ErrorState, Page, ProgressBar, RecordSkeleton, Section, Status, toast } from '@/ui';
import { CONSENT, PERSONS, REQUEST, useHeld, useRefresh, type Held } from './api';
import { ConsentDialog, RequestDialog } from './dialogs';

export function Component() {
  const { kind = '', id = '' } = useParams();
  const { t } = useTranslation('privacy');
  const held = useHeld(kind, id);
  return (
    <Page title={held.data?.name ?? t('person.title')} back={{ to: '/privacy', label: t('title') }}>
      {held.isPending && <RecordSkeleton />}
      {held.isError && <ErrorState title={t('failed')} problem={Problem.from(held.error)} onRetry={() => void held.refetch()} />}
      {held.data && <Record held={held.data} />}
    </Page>
  );
}

function Record({ held }: { held: Held }) {
  const { t } = useTranslation('privacy');
  const [asked, setAsked] = useState<'consent' | 'request' | null>(null);
  const mayConsent = useCan(CONSENT, 'create');
  const mayAsk = useCan(REQUEST, 'create');
  const close = () => setAsked(null);
  return (
    <div className="pv-body">
      <Section title={t('person.places')}>
        <ul className="pv-list">{held.places.map((p) => <li key={p.id}><span className="grow">{p.about || p.name}</span><span className="num s13 t2">{[p.phone && phoneText(p.phone), p.email].filter(Boolean).join(' · ') || '—'}</span></li>)}</ul>
      </Section>
      <Acts held={held} />
      <Section title={t('person.held')} note={t('person.held_note')}>
        <ul className="pv-list">
          {held.items.map((i) => <li key={i.code}><span className="grow col"><span>{i.title}</span>{i.why && <span className="s13 t3">{i.why}</span>}</span><span className="num t2">{t('rows', { count: i.count })}</span><Status state={i.does === 'keep' ? 'step.open' : 'step.done'}>{t(`does.${i.does}`)}</Status></li>)}
          {held.work.map((w) => <li key={w.title}><span className="grow col"><span>{w.title}</span><span className="s13 t3">{t('person.work')}</span></span><span className="num t2">{t('rows', { count: w.count })}</span><Status state="step.open">{t('does.keep')}</Status></li>)}
        </ul>
      </Section>
      <Section title={t('tab.consents')} action={mayConsent && <Button size="small" icon={<Plus size={14} />} onClick={() => setAsked('consent')}>{t('consent.new')}</Button>}>
        {held.consents.length === 0 && <p className="t3">{t('consent.none')}</p>}
        <Consents held={held} />
      </Section>
      <Section title={t('tab.requests')} action={mayAsk && <Button size="small" icon={<Plus size={14} />} onClick={() => setAsked('request')}>{t('request.new')}</Button>}>
        {held.requests.length === 0 && <p className="t3">{t('request.none')}</p>}
        {held.requests.length > 0 && <ul className="pv-list">{held.requests.map((r) => <li key={r.id}><span className="grow">{r.number} · {t(`request.kind.${r.kind}`)}</span><span className="s13 t2">{t('request.due')} <DateText value={r.due_on} /></span><span className="s13">{t(`request.state.${r.state}`)}</span></li>)}</ul>}
      </Section>
      {asked === 'consent' && <ConsentDialog person={held} onClose={close} />}
      {asked === 'request' && <RequestDialog person={held} onClose={close} />}
    </div>
  );
}

function Acts({ held }: { held: Held }) {
  const { t } = useTranslation('privacy');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const mayExport = useCan(PERSONS, 'export');
  const mayErase = useCan(PERSONS, 'erase');
  const [part, setPart] = useState<number | null>(null);
  const path = `/privacy/people/${held.kind}/${held.id}`;
  const make = async () => {
    setPart(0);
    try {
      const made = await api.post<{ id: string; job_id: string }>(`${path}/export`, {});
      jobStarted();
      const job = await followJob(made.job_id, (j) => setPart(j.total > 0 ? (j.done / j.total) * 100 : 0));
      if (job.status !== 'done') throw new Error(job.error);
      downloadFile(`/api/v1/privacy/files/${made.id}/file`);
      toast(t('person.exported'));
    } catch (failure) {
      toast({ text: Problem.from(failure).message, tone: 'bad' });
    } finally {
      setPart(null);
    }
  };
  const erase = () => confirm({
    title: t('person.erase_title', { name: held.name }), text: t('person.erase_text'), verb: t('person.erase'), danger: true,
    act: async () => { await api.post(`${path}/erase`, {}); toast(t('person.erased')); await navigate('/privacy'); void refresh(); },
  });
  return (
    <>
      {held.blocks.length > 0 && <div className="pv-block" role="note"><b>{t('person.blocked')}</b>{held.blocks.map((b) => <p key={b} className="s13 mt8">{b}</p>)}</div>}
      {(mayExport || mayErase) && (
        <div className="row g8 wrap">
          {mayExport && <Button icon={<Download size={15} />} loading={part !== null} onClick={() => void make()}>{t('person.export')}</Button>}
          {mayErase && <Button danger icon={<Eraser size={15} />} disabled={held.blocks.length > 0} onClick={erase}>{t('person.erase')}</Button>}
        </div>
      )}
      {part !== null && <ProgressBar value={part} label={t('person.export')} />}
    </>
  );
}

function Consents({ held }: { held: Held }) {
  const { t } = useTranslation('privacy');
  const refresh = useRefresh();
  const may = useCan(CONSENT, 'update');
  if (held.consents.length === 0) return null;
  const withdraw = async (id: string) => {
    try {
      await api.post(`/privacy/consents/${id}/withdraw`, { how: 'meeting' });
      toast(t('consent.withdrawn_done'));
      await refresh();
    } catch (failure) { toast({ text: Problem.from(failure).message, tone: 'bad' }); }
  };
  return (
    <ul className="pv-list">
      {held.consents.map((c) => (
        <li key={c.id}>
          <span className="grow col"><span>{t(`consent.purpose.${c.purpose}`)}</span><span className="s13 t3">{t(`how.${c.how}`)}{c.notice ? ` · ${t('consent.notice', { number: c.notice })}` : ''}{c.note ? ` · ${c.note}` : ''}</span></span>
          <span className="s13 t2"><DateText value={c.given_at} as="stamp" /></span>
          {c.withdrawn_at ? <span className="s13">{t('consent.withdrawn')} <DateText value={c.withdrawn_at} as="stamp" /></span> : may && <Button size="small" onClick={() => void withdraw(c.id)}>{t('consent.withdraw')}</Button>}
        </li>
      ))}
    </ul>
  );
}
