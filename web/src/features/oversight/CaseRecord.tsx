import { Button, Input, Select } from 'antd';
import { MessageSquare, RotateCcw, ShieldCheck, UserRoundCheck } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { FreezeButton } from '@/features/loyalty/Freeze';
import { count } from '@/features/loyalty/Points';
import { useRefreshAny } from '@/lib/refresh';
import { confirm, DateText, FormDialog, Person, RailSection, RecordGate, RecordPage, StatusPill, Timeline, toast } from '@/ui';
import { CASE, useCase, useOverview, type Case, type Finding } from './api';
import { FindCard } from './FindCard';
import './oversight.css';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('oversight');
  const found = useCase(id);
  return <RecordGate query={found} title={t('tab.cases')} failed={t('case.failed')} back={{ to: '/points-watch', label: t('tab.cases') }}>{(one) => <Record one={one} />}</RecordGate>;
}

const FINDINGS: Finding[] = ['harmless', 'mended', 'abuse'];

function Record({ one }: { one: Case }) {
  const { t } = useTranslation('oversight');
  const refresh = useRefreshAny();
  const [closing, setClosing] = useState(false);
  const about = one.account?.name ?? one.person?.name ?? '';
  const reopen = () => confirm({
    title: t('case.reopen_title', { number: one.number }), verb: t('case.reopen'), reason: true,
    act: async (reason) => { await api.post(`/points/cases/${one.id}/reopen`, { reason }, { version: one.version }); await refresh(CASE); },
  });
  const actions = one.may_update && (one.state === 'open'
    ? <Button type="primary" icon={<ShieldCheck size={15} />} onClick={() => setClosing(true)}>{t('case.close')}</Button>
    : <Button icon={<RotateCcw size={15} />} onClick={reopen}>{t('case.reopen')}</Button>);
  return (
    <>
      <RecordPage
        resource={CASE} id={one.id} title={about} monogram={about} status={<StatusPill state={`watch.${one.finding || 'open'}`} />} tags={one.frozen ? [t('case.frozen')] : []}
        back={{ to: '/points-watch', label: t('tab.cases') }} link={(id) => `/points-watch/${id}`}
        meta={[t(`pattern.${one.pattern}`), one.number, one.account && <Link key="account" to={`/points/${one.account.id}`}>{t('case.to_account')}</Link>]}
        facts={[
          { label: t('case.points'), value: <span className="num">{count(one.points)}</span> },
          { label: t('case.finds'), value: <span className="num">{one.finds_count}</span> },
          { label: t('case.days'), value: <span className="num">{one.first_on === one.last_on ? one.first_on : `${one.first_on} — ${one.last_on}`}</span> },
          ...(one.balance === null ? [] : [{ label: t('case.balance'), value: <span className="num">{count(one.balance)}</span> }]),
          { label: t('case.found'), value: <DateText value={one.found_at} as="ago" /> },
          { label: t('case.assigned'), value: <Person value={one.assigned?.name} /> },
        ]}
        actions={<>{one.account && one.may_freeze && <FreezeButton accountId={one.account.id} name={about} frozen={one.frozen} onDone={() => void refresh(CASE)} />}{actions}</>}
        tabs={[{ key: 'finds', label: t('case.finds_tab'), count: one.finds_count, content: <div className="col g16">{one.state === 'closed' && <p className="notice">{t('case.closed_because', { who: one.closed_by, reason: one.reason })}</p>}{one.finds.map((find) => <FindCard key={find.id} pattern={one.pattern} find={find} />)}</div> }]}
        rail={<Rail one={one} />}
      />
      {closing && (
        <FormDialog<Case>
          open title={t('case.close_title', { number: one.number })} submitText={t('case.close')} onCancel={() => setClosing(false)}
          fields={[
            { name: 'finding', label: t('case.finding'), type: 'choice', choices: FINDINGS.map((f) => ({ value: f, label: t(`finding.${f}`) })), help: t('case.finding_help') },
            { name: 'reason', label: t('case.reason'), type: 'textarea', maxLength: 500, help: t('case.reason_help') },
          ]}
          initial={{ finding: 'harmless', reason: '' }} onSubmit={(v) => api.post<Case>(`/points/cases/${one.id}/close`, { finding: v.finding, reason: v.reason }, { version: one.version })}
          onDone={() => { setClosing(false); void refresh(CASE); toast(t('case.closed')); }}
        />
      )}
    </>
  );
}

const ICONS = { comment: MessageSquare, assigned: UserRoundCheck, closed: ShieldCheck, reopened: RotateCcw };

function Rail({ one }: { one: Case }) {
  const { t } = useTranslation('oversight');
  const said = (note: Case['notes'][number]) => {
    if (note.kind === 'assigned') return note.text ? t('note.assigned', { who: note.by, to: note.text }) : t('note.unassigned', { who: note.by });
    return t(`note.${note.kind}`, { who: note.by });
  };
  return (
    <>
      {one.may_update && one.state === 'open' && <RailSection title={t('case.assign')}><Assign one={one} /></RailSection>}
      <RailSection title={t('case.notes')}>
        {one.may_update && <Comment id={one.id} />}
        <Timeline items={one.notes.map((n) => ({ id: String(n.id), at: n.at, icon: ICONS[n.kind], title: said(n), text: n.kind === 'assigned' ? undefined : n.text }))} />
      </RailSection>
    </>
  );
}

function Assign({ one }: { one: Case }) {
  const { t } = useTranslation('oversight');
  const refresh = useRefreshAny();
  const people = useOverview().data?.handlers ?? [];
  const give = async (person: string | undefined) => {
    try {
      await api.post(`/points/cases/${one.id}/assign`, { person_id: person ?? null }, { version: one.version });
    } catch (failure) { toast({ text: Problem.from(failure).message, tone: 'bad' }); }
    await refresh(CASE);
  };
  return (
    <Select
      className="ov-wide" allowClear placeholder={t('case.nobody')} aria-label={t('case.assign')} value={one.assigned?.id} showSearch={{ optionFilterProp: 'label' }}
      onChange={(v) => void give(v)} options={people.filter((p) => p.id !== one.person?.id).map((p) => ({ value: p.id, label: p.name }))}
    />
  );
}

function Comment({ id }: { id: string }) {
  const { t } = useTranslation('oversight');
  const refresh = useRefreshAny();
  const [text, setText] = useState('');
  const [key, setKey] = useState(() => crypto.randomUUID());
  const [busy, setBusy] = useState(false);
  const send = async () => {
    setBusy(true);
    try {
      await api.post(`/points/cases/${id}/comments`, { text }, { idempotencyKey: key });
      setText('');
      setKey(crypto.randomUUID());
      await refresh(CASE);
    } catch (failure) { toast({ text: Problem.from(failure).message, tone: 'bad' }); } finally { setBusy(false); }
  };
  return (
    <div className="col g6 mb16">
      <Input.TextArea aria-label={t('case.comment')} placeholder={t('case.comment')} maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} value={text} onChange={(e) => setText(e.target.value)} />
      <Button className="ov-send" size="small" loading={busy} disabled={text.trim() === ''} onClick={() => void send()}>{t('case.send')}</Button>
    </div>
  );
}
