import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { DateText, ErrorState, Figures, MoneyFigure, ProgressBar, RecordSkeleton } from '@/ui';
import { ratio, tone, useHealth, type Health } from './api';
import { CashPanel } from './CashPanel';
import { DrawPanel } from './DrawPanel';
import { LightMark } from './Lines';

const GREEN = 80;
const AMBER = 60;
const colour = (points: number) => (points >= GREEN ? 'green' as const : points >= AMBER ? 'amber' as const : 'red' as const);

export function HealthView({ id }: { id: string }) {
  const { t } = useTranslation('control');
  const query = useHealth(id);
  if (query.isPending) return <RecordSkeleton />;
  if (query.error) return <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />;
  const h = query.data;
  return (
    <>
      <Figures items={[
        { key: 'points', label: t('health.points'), value: h.points ?? '—', note: <LightMark value={h.light} />, tone: h.points === null ? undefined : h.points < AMBER ? 'red' : h.points < GREEN ? 'amber' : undefined },
        { key: 'spi', label: 'SPI', value: ratio(h.spi), tone: tone(h.spi), note: t('health.spi') },
        { key: 'cpi', label: 'CPI', value: ratio(h.cpi), tone: tone(h.cpi), note: t('health.cpi') },
        { key: 'finish', label: t('health.finish'), value: h.forecast_finish ?? '—', note: h.days_late !== null && h.days_late > 0 ? t('health.late', { count: h.days_late }) : h.promised ? t('health.promised', { day: h.promised }) : undefined },
        { key: 'p80', label: t('health.p80'), value: h.drawn?.p80 ?? '—', note: h.drawn?.chance == null ? undefined : t('health.chance', { percent: Math.round(h.drawn.chance * 100) }) },
        { key: 'overdue', label: t('health.overdue'), value: <MoneyFigure value={h.overdue} tone={Number(h.overdue) > 0 ? 'red' : undefined} /> },
      ]} />
      <div className="ctl-two">
        <Lines health={h} />
        <DrawPanel id={id} health={h} />
      </div>
      <CashPanel id={id} />
    </>
  );
}

function Lines({ health: h }: { health: Health }) {
  const { t } = useTranslation('control');
  return (
    <section className="ctl-pn">
      <div className="ctl-h"><h2 className="ct">{t('health.why')}</h2><span className="s12 t3">{t('health.rule', { version: h.version })}</span></div>
      {h.lines.map((line) => (
        <div key={line.code} className="ctl-line">
          <span>{line.points === null ? <span className="t3">{t(`missing.${line.code}`)}</span> : t(`line.${line.code}`, { value: line.value })}</span>
          {line.points === null ? <span className="t3">{t('health.not_counted')}</span> : <ProgressBar value={line.points} label={t('health.points')} tone={colour(line.points)} />}
          <span className="num r t2">{line.points === null ? '—' : t('health.of', { points: line.points, weight: line.weight })}</span>
        </div>
      ))}
      <p className="s13 t3 mt12">{h.reported_on ? <>{t('health.reported')} <DateText value={h.reported_on} /></> : t('health.never_reported')}</p>
    </section>
  );
}
