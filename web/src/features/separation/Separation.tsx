import './separation.css';
import { Button, Checkbox } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan, useSession } from '@/app/session';
import { Bone, ErrorState, Page, Section, Tag, toast } from '@/ui';
import { SEPARATION, useStanding, type Standing } from './api';

/** Keeping the system, the grants and the record in three hands: who holds what, what is in the way, on and off. */
export function Component() {
  const { t, i18n } = useTranslation('separation');
  const [adjust, setAdjust] = useState(true);
  const now = useStanding(false, i18n.language);
  const then = useStanding(adjust, i18n.language);
  const shown = now.data?.on ? now.data : then.data;
  const failed = now.isError ? now : then.isError ? then : null;
  return (
    <Page title={t('title')} back={{ to: '/sign-in-rules', label: t('back') }} actions={now.data && <Tag>{t(now.data.on ? 'on' : 'off')}</Tag>}>
      <div className="pad">
        {!failed && (!now.data || !shown) && <Bone width="100%" height={320} />}
        {failed && <ErrorState title={t('failed')} problem={Problem.from(failed.error)} onRetry={() => void failed.refetch()} />}
        {!failed && now.data && shown && <Parts now={now.data} shown={shown} adjust={adjust} onAdjust={setAdjust} />}
      </div>
    </Page>
  );
}

interface Props { now: Standing; shown: Standing; adjust: boolean; onAdjust: (on: boolean) => void }

function Parts({ now, shown, adjust, onAdjust }: Props) {
  const { t } = useTranslation('separation');
  const may = useCan('accounts.role', 'update');
  const act = useAct();
  const missing = shown.powers.filter((p) => p.people.length === 0);
  return (
    <div className="sep">
      <p className="t2">{t('text')}</p>
      <div className="sep-hands">
        {shown.powers.map((p) => (
          <section key={p.code} className="sep-hand" aria-label={p.label}>
            <h2 className="s16 w6">{p.label}</h2>
            <p className="s13 t2 mt4">{t(`may.${p.code}`)}</p>
            <ul className="mt8">{p.people.map((u) => <li key={u.id}><Link to={`/people/${u.id}`}>{u.name}</Link> <span className="t3 s13">{u.department ?? ''}</span></li>)}</ul>
            {p.people.length === 0 && <p className="amber s13 mt8">{t('nobody')}</p>}
          </section>
        ))}
      </div>
      {shown.meetings.length > 0 && (
        <Section title={t('meetings', { count: shown.meetings.length })}>
          <ul className="sep-rows">{shown.meetings.map((m) => <li key={m.id}><Link to={`/people/${m.id}`}>{m.name}</Link><span>{m.powers.map((p) => t('through', { power: p.label, roles: p.roles.join(t('and')) })).join(t('sep'))}</span></li>)}</ul>
          <p className="s13 t2">{t('meetings_text')}</p>
        </Section>
      )}
      {!now.on && now.changes.length > 0 && (
        <Section title={t('changes')}>
          <Checkbox checked={adjust} onChange={(e) => onAdjust(e.target.checked)}>{t('adjust')}</Checkbox>
          <ul className="sep-rows mt8">{now.changes.map((c) => <li key={c.code}><span className="w6">{c.name}</span><span className="t2">{t('loses', { rights: c.rights.join(t('sep')) })}</span></li>)}</ul>
        </Section>
      )}
      {may && !now.on && (
        <div className="row g8 wrap">
          {!now.security_role && <Button onClick={() => act.run(() => api.post('/separation/security-role'), 'made')}>{t('make_role')}</Button>}
          <Button type="primary" disabled={!shown.may_turn_on} loading={act.busy} onClick={() => act.run(() => api.post('/separation/on', { adjust }), 'turned_on')}>{t('turn_on')}</Button>
        </div>
      )}
      {may && now.on && <div><Button loading={act.busy} onClick={() => act.run(() => api.post('/separation/off'), 'turned_off')}>{t('turn_off')}</Button></div>}
      {may && !now.on && !shown.may_turn_on && <p className="s13 t2">{missing.length > 0 ? t('missing', { powers: missing.map((p) => p.label).join(t('and')) }) : t('in_the_way')}</p>}
      {act.failure && <p className="red" role="alert">{act.failure}</p>}
    </div>
  );
}

/** An act that may change what one may do oneself: the session is read again after it. */
function useAct() {
  const { t } = useTranslation('separation');
  const { reread } = useSession();
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const go = async (send: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setFailure('');
    try {
      await send();
      toast(t(done));
      await reread();
      await queries.invalidateQueries({ queryKey: [SEPARATION] });
    } catch (error) {
      setFailure(Problem.from(error).message);
    }
    setBusy(false);
  };
  return { busy, failure, run: (send: () => Promise<unknown>, done: string) => void go(send, done) };
}
