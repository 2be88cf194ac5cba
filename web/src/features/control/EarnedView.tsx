import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { Settings2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { DateText, Details, ErrorState, Figures, MoneyFigure, RecordSkeleton } from '@/ui';
import { ratio, tone, useEarned, type Earned } from './api';
import { CurvePanel } from './CurvePanel';
import { SettingDialog } from './SettingDialog';
import { TaskDialog } from './TaskDialog';
import { WbsTable } from './WbsTable';

export function EarnedView({ id }: { id: string }) {
  const { t } = useTranslation('control');
  const [at, setAt] = useState('');
  const [asked, setAsked] = useState(false);
  const [task, setTask] = useState<string | null>(null);
  const query = useEarned(id, at);
  if (query.isPending) return <RecordSkeleton />;
  if (query.error) return <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />;
  const e = query.data;
  return (
    <>
      <div className="row g8 wrap">
        <span className="s13 t2">{t('earned.at')}</span>
        <DatePicker aria-label={t('earned.at')} value={dayjs(e.status_on)} allowClear={false} disabledDate={(d) => d.format('YYYY-MM-DD') > e.newest_on} onChange={(d) => setAt(d && d.format('YYYY-MM-DD') < e.newest_on ? d.format('YYYY-MM-DD') : '')} />
        <span className="s13 t3">{e.baseline ? t('earned.baseline', { name: e.baseline.name }) : t('earned.no_baseline')}</span>
        <span className="sp" />
        {e.may.update && <Button icon={<Settings2 size={15} />} onClick={() => setAsked(true)}>{t('setting.open')}</Button>}
      </div>
      <Sums earned={e} />
      {e.notes.map((n) => <p key={n.code} className="s13 amber" role="note">{t(`note.${n.code}`, { count: n.count })}{n.amount && <> <MoneyFigure value={n.amount} /></>}</p>)}
      <div className="ctl-two"><CurvePanel id={id} /><Measures earned={e} /></div>
      <WbsTable earned={e} onTask={e.may.update ? setTask : undefined} />
      {asked && <SettingDialog id={id} earned={e} onClose={() => setAsked(false)} />}
      {task && <TaskDialog key={task} id={task} onClose={() => setTask(null)} />}
    </>
  );
}

function Sums({ earned: e }: { earned: Earned }) {
  const { t } = useTranslation('control');
  return (
    <Figures items={[
      ...(['bac', 'pv', 'ev', 'ac'] as const).map((key) => ({ key, label: t(`sum.${key}`), value: <MoneyFigure value={e.sums[key]} />, note: key.toUpperCase() })),
      { key: 'spi', label: t('health.spi'), value: ratio(e.measures.spi), tone: tone(e.measures.spi), note: 'SPI' },
      { key: 'cpi', label: t('health.cpi'), value: ratio(e.measures.cpi), tone: tone(e.measures.cpi), note: 'CPI' },
    ]} />
  );
}

function Measures({ earned: e }: { earned: Earned }) {
  const { t } = useTranslation('control');
  const m = e.measures;
  const money = (key: 'sv' | 'cv' | 'eac' | 'etc' | 'vac') => ({ label: `${t(`measure.${key}`)} ${key.toUpperCase()}`, value: <MoneyFigure value={m[key]} tone={key !== 'eac' && key !== 'etc' && m[key]?.startsWith('-') ? 'red' : undefined} /> });
  const facts = [
    money('sv'), money('cv'), money('eac'), money('etc'), money('vac'),
    { label: `${t('measure.tcpi')} TCPI`, value: <span className="num">{ratio(m.tcpi)}</span> },
    ...(['typical', 'atypical', 'mixed'] as const).map((key) => ({ label: t(`eac.${key}`), value: <span className={e.setting.formula === key ? 'w6' : 't2'}><MoneyFigure value={m.eacs[key]} />{e.setting.formula === key && <span className="near">{t('eac.chosen')}</span>}</span> })),
    { label: t('measure.es'), value: e.schedule ? <span className="num">{t('measure.es_value', { es: e.schedule.es.toFixed(1), at: e.schedule.at, spi: ratio(e.schedule.spi) })}</span> : null },
    { label: t('measure.es_finish'), value: e.schedule?.finish ? <DateText value={e.schedule.finish} /> : null },
    { label: t('measure.unassigned'), value: e.unassigned ? <MoneyFigure value={e.unassigned} /> : null },
  ];
  return (
    <section className="ctl-pn">
      <div className="ctl-h"><h2 className="ct">{t('measure.title')}</h2><span className="s12 t3">{t(`source.${e.setting.source}`, { percent: e.setting.contract_percent })}</span></div>
      <Details items={facts} />
    </section>
  );
}
