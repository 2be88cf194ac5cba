import { useTranslation } from 'react-i18next';
import type { Schedule } from '../api';

/** 完成 52% 计划 58% · 预计竣工 2027-03-31 比基线晚 7 天. */
export function StripOfTruth({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation('projects');
  const p = schedule.project;
  const late = p.days_late ?? 0;
  const against = p.baseline_finish ? 'baseline' : 'promise';
  return (
    <>
      <span className="kv"><span className="t3">{t('strip.done')}</span><b className="num">{p.percent}%</b>{p.planned_percent !== null && <span className="t3 num">{t('strip.planned', { percent: p.planned_percent })}</span>}</span>
      <span className="kv">
        <span className="t3">{t('strip.forecast')}</span><b className="num">{p.forecast_finish ?? '—'}</b>
        {p.days_late !== null && late > 0 && <span className="amber num">{t(`strip.late_${against}`, { count: late })}</span>}
        {p.days_late !== null && late < 0 && <span className="t2 num">{t(`strip.early_${against}`, { count: -late })}</span>}
        {p.days_late === 0 && <span className="t3">{t(`strip.even_${against}`)}</span>}
      </span>
    </>
  );
}
