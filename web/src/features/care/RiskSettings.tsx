import './care.css';
import { Button, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, ErrorState, Page, Section, toast } from '@/ui';
import { useRefresh } from './api';
import { CareTabs } from './CareTabs';
import { GRADES, RISK, useRiskSetting, type RiskSetting } from './credit';

const LEVELS = ['off', 'show', 'reason', 'stop'] as const;

/** How heavy each risk is when a contract is begun. */
export function Component() {
  const { t } = useTranslation('care');
  const query = useRiskSetting();
  return (
    <Page title={t('tab.risks')} crumb={<CareTabs place="credit" />}>
      <div className="ca-rule">
        {query.isPending && <Bone width="100%" height={240} />}
        {query.isError && <ErrorState title={t('risk.failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />}
        {query.data && <Editor key={query.data.version} held={query.data} />}
      </div>
    </Page>
  );
}

function Editor({ held }: { held: RiskSetting }) {
  const { t, i18n } = useTranslation('care');
  const may = useCan(RISK, 'update');
  const refresh = useRefresh();
  const [draft, setDraft] = useState(held);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    setFault('');
    try {
      const { levels, low_grades: low, long_days: days, completeness } = draft;
      await api.put('/credit/risks', { levels: Object.fromEntries(levels.map((l) => [l.code, l.level])), low_grades: low, long_days: days, completeness }, { version: held.version });
      await refresh(RISK, 'clients.client');
      toast(t('saved'));
    } catch (failure) { setFault(Problem.from(failure).message); } finally { setBusy(false); }
  };
  const setLevel = (code: string, level: RiskSetting['levels'][number]['level']) => setDraft({ ...draft, levels: draft.levels.map((l) => (l.code === code ? { ...l, level } : l)) });
  return (
    <Section title={t('risk.setting')} note={t('risk.setting_note')}>
      <ul className="ca-levels">
        {draft.levels.map((l) => {
          const name = i18n.language.startsWith('en') ? l.en : l.zh;
          return <li key={l.code} className="row btw g12 wrap"><span>{name}</span><Segmented disabled={!may} value={l.level} onChange={(v) => setLevel(l.code, v)} aria-label={name} options={LEVELS.map((v) => ({ value: v, label: t(`level.${v}`) }))} /></li>;
        })}
      </ul>
      <div className="row g16 wrap mt12">
        <label className="col g4"><span className="lbl">{t('risk.low_grades')}</span><Select mode="multiple" className="ca-grades" disabled={!may} value={draft.low_grades} options={GRADES.map((g) => ({ value: g, label: g }))} onChange={(v) => setDraft({ ...draft, low_grades: v })} aria-label={t('risk.low_grades')} /></label>
        <label className="col g4"><span className="lbl">{t('risk.long_days')}</span><InputNumber disabled={!may} min={1} max={720} precision={0} value={draft.long_days} onChange={(v) => setDraft({ ...draft, long_days: v ?? 60 })} /></label>
        <label className="col g4"><span className="lbl">{t('risk.completeness')}</span><InputNumber disabled={!may} min={0} max={100} precision={0} value={draft.completeness} onChange={(v) => setDraft({ ...draft, completeness: v ?? 60 })} /></label>
      </div>
      <p role="alert" className="red mt8">{fault}</p>
      {may && <Button type="primary" loading={busy} disabled={JSON.stringify(draft) === JSON.stringify(held)} onClick={() => void save()}>{t('risk.save')}</Button>}
    </Section>
  );
}
