import './loyalty.css';
import { Button, DatePicker, Input, InputNumber } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { CopyPlus, FlaskConical, Send, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { randomId } from '@/lib/ids';
import { useJob } from '@/lib/jobs';
import { useRefreshAny } from '@/lib/refresh';
import { confirm, DateText, Page, RecordGate, Section, Status, toast } from '@/ui';
import { RULE, tryRule, useRule, type Body, type Rule } from './keeping';
import { phaseState } from './phases';
import { RuleForm } from './RuleForm';
import { RuleTrial } from './RuleTrial';

/** One version: what it says, what it would have given, and its way into force. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('loyalty');
  const rule = useRule(id);
  return <RecordGate query={rule} title={t('tab.rules')} failed={t('rule.failed')} back={{ to: '/points/rules', label: t('tab.rules') }}>{(found) => <Record key={found.version} rule={found} />}</RecordGate>;
}

function Record({ rule }: { rule: Rule }) {
  const { t, i18n } = useTranslation('loyalty');
  const navigate = useNavigate();
  const refresh = useRefreshAny();
  const keeps = useCan(RULE, 'update');
  const may = keeps && rule.state === 'draft';
  const [body, setBody] = useState<Body>(rule.body);
  const [head, setHead] = useState({ zh: rule.zh, en: rule.en, number: rule.number, note: rule.note });
  const [faults, setFaults] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const dirty = JSON.stringify({ head, body }) !== JSON.stringify({ head: { zh: rule.zh, en: rule.en, number: rule.number, note: rule.note }, body: rule.body });
  const act = async (work: () => Promise<unknown>, done?: string) => {
    setBusy(true);
    setFaults([]);
    try {
      await work();
      await refresh(RULE);
      if (done) toast(done);
    } catch (failure) {
      const problem = Problem.from(failure);
      setFaults(problem.errors.length ? problem.errors.map((e) => e.message) : [problem.message]);
    } finally { setBusy(false); }
  };
  const save = () => act(() => api.put(`/points/rules/${rule.id}`, { ...head, body }, { version: rule.version }), t('rule.saved'));
  const drop = () => act(async () => { await api.del(`/points/rules/${rule.id}`); void navigate('/points/rules'); }, t('rule.dropped'));
  const next = () => act(async () => {
    const made = await api.post<Rule>('/points/rules', { code: rule.code, zh: rule.zh, en: rule.en }, { idempotencyKey: randomId() });
    void navigate(`/points/rules/${made.id}`);
  });
  const stop = () => confirm({ title: t('rule.stop_title', { name: rule.zh }), text: t('rule.stop_text'), verb: t('rule.stop'), danger: true, reason: true, act: (reason) => act(() => api.post(`/points/rules/${rule.id}/stop`, { reason }), t('rule.stopped')) });
  const standing = rule.phase === 'in_force' || rule.phase === 'to_come';
  const title = `${i18n.language.startsWith('en') && rule.en ? rule.en : rule.zh}${rule.no === null ? '' : ` V${rule.no}`}`;
  return (
    <Page
      title={title} back={{ to: '/points/rules', label: t('tab.rules') }}
      actions={keeps && (may
        ? <><Button type="text" icon={<Trash2 size={15} />} onClick={() => void drop()}>{t('rule.drop')}</Button><Button type="primary" loading={busy} disabled={!dirty} onClick={() => void save()}>{t('rule.save')}</Button></>
        : <>{standing && <Button danger type="text" onClick={() => void stop()}>{t('rule.stop')}</Button>}{rule.state === 'approved' && <Button icon={<CopyPlus size={15} />} loading={busy} onClick={() => void next()}>{t('rule.next')}</Button>}</>)}
    >
      <div className="lo-rule">
        <Told rule={rule} />
        <div role="alert">{faults.map((f) => <p key={f} className="red">{f}</p>)}</div>
        {may && (
          <div className="row g16 wrap">
            <label className="col g4 grow"><span className="lbl">{t('rule.name')}</span><Input value={head.zh} maxLength={60} onChange={(e) => setHead({ ...head, zh: e.target.value })} /></label>
            <label className="col g4 grow"><span className="lbl">{t('rule.name_en')}</span><Input value={head.en} maxLength={80} onChange={(e) => setHead({ ...head, en: e.target.value })} /></label>
            <label className="col g4"><span className="lbl">{t('rule.number')}</span><InputNumber min={1} max={9999} precision={0} value={head.number} onChange={(v) => setHead({ ...head, number: v ?? 100 })} /></label>
          </div>
        )}
        <RuleForm rule={rule} body={body} onChange={may ? setBody : undefined} />
        {may && <Way rule={rule} dirty={dirty} busy={busy} onSubmit={(from, to) => void act(() => api.post(`/points/rules/${rule.id}/submit`, { begins_on: from, ends_on: to }, { version: rule.version }), t('rule.submitted'))} />}
        {rule.trial && <RuleTrial trial={rule.trial} />}
      </div>
    </Page>
  );
}

function Told({ rule }: { rule: Rule }) {
  const { t } = useTranslation('loyalty');
  return (
    <p className="t2 prose">
      <Status state={phaseState(rule.phase)}>{t(`phase.${rule.phase}`)}</Status>{' '}
      {rule.state === 'draft' && t(rule.there ? 'rule.draft_text' : 'rule.absent_text')}
      {rule.state === 'waiting' && t('rule.waits', { names: rule.approval?.deciders.join('、') ?? '' })}
      {rule.begins_at && <> {t('rule.from')} <DateText value={rule.begins_at} as="stamp" /></>}{rule.ends_at && <> {t('rule.until')} <DateText value={rule.ends_at} as="stamp" /></>}
      {rule.note && <><br />{rule.note}</>}
    </p>
  );
}

interface WayProps { rule: Rule; dirty: boolean; busy: boolean; onSubmit: (from: string, to: string | null) => void }

/** Tried on the company's history first, then submitted with its days. */
function Way({ rule, dirty, busy, onSubmit }: WayProps) {
  const { t } = useTranslation('loyalty');
  const [from, setFrom] = useState<Dayjs>(dayjs(rule.today));
  const [to, setTo] = useState<Dayjs | null>(null);
  const send = () => onSubmit(from.format('YYYY-MM-DD'), to ? to.format('YYYY-MM-DD') : null);
  return (
    <Section title={t('trial.title')} note={rule.tried_at ? <DateText value={rule.tried_at} as="stamp" /> : t('trial.never')}>
      <div className="row g8 wrap">
        <Try id={rule.id} disabled={dirty} />
        <DatePicker value={from} minDate={dayjs(rule.today)} allowClear={false} onChange={(d) => { if (d) setFrom(d); }} aria-label={t('rule.from')} />
        <DatePicker value={to} minDate={from} onChange={setTo} placeholder={t('rule.no_end')} aria-label={t('rule.until')} />
        <Button icon={<Send size={15} />} disabled={dirty || rule.trial === null || !rule.there} loading={busy} onClick={send}>{t('rule.submit')}</Button>
        {dirty && <span className="s13 t3">{t('trial.save_first')}</span>}
      </div>
    </Section>
  );
}

/** Tried in the background; the page reads again when it is done. */
function Try({ id, disabled }: { id: string; disabled: boolean }) {
  const { t } = useTranslation('loyalty');
  const refresh = useRefreshAny();
  const [job, setJob] = useState<string | null>(null);
  const running = useJob(job);
  const status = running.data?.status;
  useEffect(() => { if (status === 'done') void refresh(RULE); }, [refresh, status]);
  const begin = () => void tryRule(id).then(setJob).catch((e: Error) => toast({ text: e.message, tone: 'bad' }));
  const share = running.data && running.data.total > 0 ? ` ${Math.floor((100 * running.data.done) / running.data.total)}%` : '';
  const busy = status === 'queued' || status === 'running';
  return <Button icon={<FlaskConical size={15} />} disabled={disabled} loading={busy} onClick={begin}>{t('trial.run')}{busy && share}</Button>;
}
