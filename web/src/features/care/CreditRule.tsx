import './care.css';
import { Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { FlaskConical, Send, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { useJob } from '@/lib/jobs';
import { DateText, Page, RecordGate, Section, toast } from '@/ui';
import { useRefresh } from './api';
import { CREDIT_RULE, saveRule, tryRule, useRule, type Rule, type RuleBody } from './credit';
import { RuleBands, RuleLines } from './RuleEditor';
import { RuleTrial } from './RuleTrial';

/** One version: its lines and grades, what it would change, and its way into force. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('care');
  const rule = useRule(id);
  return <RecordGate query={rule} title={t('tab.credit_rules')} failed={t('rules.failed')} back={{ to: '/credit/rules', label: t('tab.credit_rules') }}>{(found) => <Record key={found.version} rule={found} />}</RecordGate>;
}

function Record({ rule }: { rule: Rule }) {
  const { t } = useTranslation('care');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const may = useCan(CREDIT_RULE, 'update') && rule.state === 'draft';
  const [body, setBody] = useState<RuleBody>(rule.body);
  const [note, setNote] = useState(rule.note);
  const [faults, setFaults] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [day, setDay] = useState(rule.today);
  const dirty = note !== rule.note || JSON.stringify(body) !== JSON.stringify(rule.body);
  const act = async (work: () => Promise<unknown>, done?: string) => {
    setBusy(true);
    setFaults([]);
    try {
      await work();
      await refresh(CREDIT_RULE);
      if (done) toast(done);
    } catch (failure) {
      const problem = Problem.from(failure);
      setFaults(problem.errors.length ? problem.errors.map((e) => e.message) : [problem.message]);
    } finally { setBusy(false); }
  };
  const drop = () => act(async () => { await api.del(`/credit/rules/${rule.id}`); void navigate('/credit/rules'); }, t('rules.dropped'));
  const title = rule.no === null ? t('rules.draft') : t('rules.version', { no: rule.no });
  return (
    <Page
      title={title} back={{ to: '/credit/rules', label: t('tab.credit_rules') }}
      actions={may && <><Button type="text" icon={<Trash2 size={15} />} onClick={() => void drop()}>{t('rules.drop')}</Button><Button type="primary" loading={busy} disabled={!dirty} onClick={() => void act(() => saveRule(rule, body, note), t('saved'))}>{t('rules.save')}</Button></>}
    >
      <div className="ca-rule">
        <Told rule={rule} />
        <div role="alert">{faults.map((f) => <p key={f} className="red">{f}</p>)}</div>
        {may && <label className="col g4 ca-note"><span className="lbl">{t('rules.note')}</span><Input value={note} maxLength={300} onChange={(e) => setNote(e.target.value)} /></label>}
        <RuleLines rule={rule} body={body} onChange={may ? setBody : undefined} />
        <RuleBands body={body} onChange={may ? setBody : undefined} />
        {may && (
          <Section title={t('trial.title')} note={rule.tried_at ? <DateText value={rule.tried_at} as="stamp" /> : t('trial.never')}>
            <div className="row g8 wrap mb8">
              <Try id={rule.id} disabled={dirty} />
              <DatePicker value={dayjs(day)} minDate={dayjs(rule.today)} allowClear={false} onChange={(d) => { if (d) setDay(d.format('YYYY-MM-DD')); }} aria-label={t('rules.in_force')} />
              <Button icon={<Send size={15} />} disabled={dirty || rule.trial === null} loading={busy} onClick={() => void act(() => api.post(`/credit/rules/${rule.id}/submit`, { in_force_on: day }, { version: rule.version }), t('rules.submitted'))}>{t('rules.submit')}</Button>
              {dirty && <span className="s13 t3">{t('trial.save_first')}</span>}
            </div>
          </Section>
        )}
        {rule.trial && <RuleTrial trial={rule.trial} />}
      </div>
    </Page>
  );
}

function Told({ rule }: { rule: Rule }) {
  const { t } = useTranslation('care');
  if (rule.state === 'draft') return <p className="t2 prose">{t('rules.draft_text')}</p>;
  return (
    <p className="t2 prose">
      {rule.state === 'waiting' ? t('rules.waits', { names: rule.approval?.deciders.join(t('list_and')) ?? '' }) : t(rule.counts ? 'rules.counts_text' : 'rules.approved_text', { name: rule.approved_by })}
      {rule.in_force_on && <> {t('rules.from')} <DateText value={rule.in_force_on} as="prose" /></>}{rule.note && <><br />{rule.note}</>}
    </p>
  );
}

/** Tried in the background on all clients; the page reads again when it is done. */
function Try({ id, disabled }: { id: string; disabled: boolean }) {
  const { t } = useTranslation('care');
  const refresh = useRefresh();
  const [job, setJob] = useState<string | null>(null);
  const running = useJob(job);
  const status = running.data?.status;
  useEffect(() => { if (status === 'done') void refresh(CREDIT_RULE); }, [refresh, status]);
  const begin = () => void tryRule(id).then(setJob).catch((e: Error) => toast({ text: e.message, tone: 'bad' }));
  return <Button icon={<FlaskConical size={15} />} disabled={disabled} loading={status === 'queued' || status === 'running'} onClick={begin}>{t('trial.run')}</Button>;
}
