import './oversight.css';
import { Button, InputNumber, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useRefreshAny } from '@/lib/refresh';
import { Bone, ErrorState, Page, Section, toast } from '@/ui';
import { DASHBOARD, SETTING, useSetting, type Pattern, type Setting } from './api';
import { WatchTabs } from './WatchTabs';

/** Which patterns are looked for and from where on they are odd; how points are valued; whether reports make themselves. */
export function Component() {
  const { t } = useTranslation('oversight');
  const query = useSetting();
  return (
    <Page title={t('tab.settings')} crumb={<WatchTabs />}>
      <div className="lo-rule">
        {query.isPending && <Bone width="100%" height={320} />}
        {query.isError && <ErrorState title={t('setting.failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />}
        {query.data && <Editor key={query.data.version} held={query.data} />}
      </div>
    </Page>
  );
}

function Editor({ held }: { held: Setting }) {
  const { t } = useTranslation('oversight');
  const refresh = useRefreshAny();
  const [draft, setDraft] = useState(held);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const may = held.may_update;
  const save = async () => {
    setBusy(true);
    setFaults({});
    const patterns = Object.fromEntries(draft.patterns.map((p) => [p.code, { on: p.on, dials: Object.fromEntries(p.dials.map((d) => [d.key, d.value])) }]));
    try {
      await api.put<Setting>('/points/watch/settings', { back: draft.back.value, redemption: draft.redemption, report: { monthly: draft.monthly }, patterns }, { version: held.version });
      await refresh(SETTING, DASHBOARD);
      toast(t('setting.saved'));
    } catch (failure) {
      const problem = Problem.from(failure);
      setFaults(problem.errors.length ? Object.fromEntries(problem.errors.map((e) => [e.field, e.message])) : { all: problem.message });
    } finally { setBusy(false); }
  };
  const set = (code: string, patch: Partial<Pattern>) => setDraft({ ...draft, patterns: draft.patterns.map((p) => (p.code === code ? { ...p, ...patch } : p)) });
  return (
    <>
      <Section title={t('setting.general')}>
        <div className="row g16 wrap">
          <label className="col g4"><span className="lbl">{t('setting.back')}</span><InputNumber disabled={!may} min={held.back.low} max={held.back.high} precision={0} value={draft.back.value} onChange={(v) => setDraft({ ...draft, back: { ...draft.back, value: v ?? held.back.first } })} /></label>
          <label className="col g4"><span className="lbl">{t('setting.redemption')}</span><InputNumber disabled={!may} min={0} max={100} precision={0} placeholder={t('setting.measured')} value={draft.redemption} onChange={(v) => setDraft({ ...draft, redemption: v })} /></label>
          <label className="col g4"><span className="lbl">{t('setting.monthly')}</span><span><Switch disabled={!may} checked={draft.monthly} aria-label={t('setting.monthly')} onChange={(monthly) => setDraft({ ...draft, monthly })} /></span></label>
        </div>
        {faults.back && <p className="red s13 mt8" role="alert">{faults.back}</p>}
        <p className="s13 t3 mt8">{t('setting.note')}</p>
      </Section>
      <Section title={t('setting.patterns')}>
        <ul className="ov-patterns">{draft.patterns.map((p) => <PatternRow key={p.code} held={p} may={may} faults={faults} set={(patch) => set(p.code, patch)} />)}</ul>
      </Section>
      {faults.all && <p className="red s13" role="alert">{faults.all}</p>}
      {may && <div className="ov-foot"><Button type="primary" loading={busy} onClick={() => void save()}>{t('setting.save')}</Button>{Object.keys(faults).length > 0 && !faults.all && <span className="red s13" role="alert">{t('setting.wrong', { count: Object.keys(faults).length })}</span>}</div>}
    </>
  );
}

function PatternRow({ held, may, faults, set }: { held: Pattern; may: boolean; faults: Record<string, string>; set: (patch: Partial<Pattern>) => void }) {
  const { t, i18n } = useTranslation('oversight');
  const english = i18n.language.startsWith('en');
  const name = english ? held.en : held.zh;
  return (
    <li>
      <div className="row g12"><Switch size="small" disabled={!may} checked={held.on} aria-label={t('setting.look_for', { name })} onChange={(on) => set({ on })} /><b>{name}</b></div>
      <p className="s13 t2">{english ? held.why_en : held.why_zh}</p>
      {held.on && (
        <div className="row g16 wrap mt8">
          {held.dials.map((dial) => (
            <label key={dial.key} className="col g4">
              <span className="lbl">{english ? dial.en : dial.zh}</span>
              <InputNumber disabled={!may} precision={0} min={0} status={faults[`${held.code}.${dial.key}`] ? 'error' : ''} value={dial.value} onChange={(v) => set({ dials: held.dials.map((d) => (d.key === dial.key ? { ...d, value: v ?? d.first } : d)) })} />
              {faults[`${held.code}.${dial.key}`] && <span className="red s12" role="alert">{faults[`${held.code}.${dial.key}`]}</span>}
            </label>
          ))}
        </div>
      )}
    </li>
  );
}
