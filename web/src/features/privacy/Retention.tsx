import { Button, InputNumber, Select, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, DateText, ErrorState, toast } from '@/ui';
import { useDue, useRefresh, useRules, type Rule } from './api';
import { Frame } from './Frame';

/** How long each kind of data is kept, what then happens at night, and what happened. */
export function Component() {
  const { t } = useTranslation('privacy');
  const rules = useRules();
  return (
    <Frame>
      <div className="pv-body">
        <p className="t2">{t('retention.text')}</p>
        {rules.isPending && <div className="col g16" aria-hidden><Bone height={64} /><Bone height={64} /></div>}
        {rules.isError && <ErrorState title={t('failed')} problem={Problem.from(rules.error)} onRetry={() => void rules.refetch()} />}
        {rules.data && <ul className="pv-list">{rules.data.map((r) => <Row key={`${r.target}${r.months}${r.action}${r.is_on}`} rule={r} />)}</ul>}
      </div>
    </Frame>
  );
}

/** Where what is due can be looked at. */
const BINS: Record<string, string> = { bin_clients: '/clients/archived?sort=archived_at', bin_projects: '/projects/archived?sort=archived_at' };

function Row({ rule }: { rule: Rule }) {
  const { t } = useTranslation('privacy');
  const refresh = useRefresh();
  const may = useCan('privacy.retention', 'update');
  const [months, setMonths] = useState(rule.months);
  const [action, setAction] = useState(rule.action);
  const [on, setOn] = useState(rule.is_on);
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState(false);
  const due = useDue(open ? rule.target : null);
  const changed = months !== rule.months || action !== rule.action || on !== rule.is_on;
  const save = async () => {
    setBusy(true);
    try {
      await api.put(`/privacy/retention/${rule.target}`, { months, action, is_on: on });
      toast(t('retention.saved'));
      await refresh();
    } catch (failure) {
      toast({ text: Problem.from(failure).message, tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  const last = rule.runs[0];
  const bin = BINS[rule.target];
  const people = ['contacts', 'windows', 'staff'].includes(rule.target);
  return (
    <li>
      <span className="grow col"><span className="w6">{rule.title}</span><span className="s13 t3">{t('retention.due', { count: rule.due })}{last && <> · {t('retention.last')} <DateText value={last.at} as="stamp" /> {t('retention.did', { found: last.found, done: last.done, refused: last.refused })}</>}</span></span>
      <InputNumber className="pv-months" min={1} max={600} precision={0} value={months} disabled={!may} onChange={(v) => setMonths(v ?? rule.months)} aria-label={t('retention.months_of', { what: rule.title })} suffix={t('retention.months')} />
      <Select value={action} disabled={!may} onChange={setAction} options={rule.actions} aria-label={t('retention.action_of', { what: rule.title })} popupMatchSelectWidth={false} />
      <Switch checked={on} disabled={!may} onChange={setOn} aria-label={t('retention.on', { what: rule.title })} />
      {changed && <Button type="primary" size="small" loading={busy} onClick={() => void save()}>{t('retention.save')}</Button>}
      {people && rule.due > 0 && <Button size="small" aria-expanded={open} onClick={() => setOpen(!open)}>{t('retention.show')}</Button>}
      {bin && rule.due > 0 && <Link to={bin}><Button size="small" tabIndex={-1}>{t('retention.show')}</Button></Link>}
      {open && due.data && <ul className="row g8 wrap">{due.data.map((p) => <li key={p.id}><Link to={`/privacy/people/${p.kind}/${p.id}`}>{p.name}</Link></li>)}</ul>}
    </li>
  );
}
