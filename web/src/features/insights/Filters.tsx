import { Segmented, Select } from 'antd';
import { MapPin, Network } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, today } from '@/lib/dates';
import { usePhone } from '@/lib/useMedia';
import { PERIODS, type Board, type Chosen, type PeriodKey } from './api';

const DateRange = lazy(() => import('./DateRange'));
const MONTH_DAYS = 30;

export function Filters({ chosen, choose, board }: { chosen: Chosen; choose: (changes: Partial<Chosen>) => void; board: Board | undefined }) {
  const { t } = useTranslation('insights');
  const phone = usePhone();
  const size = phone ? 'large' : 'small';
  const icon = { size: 14, color: 'var(--text3)', 'aria-hidden': true };
  const turn = (period: PeriodKey) => {
    if (period !== 'custom') return choose({ period });
    // Begins with the days that were shown, so that nothing jumps.
    return choose({ period, from: board?.period.first ?? addDays(today(), -MONTH_DAYS), to: board?.period.last ?? today() });
  };
  return (
    <div className="dash-bar">
      <Segmented<PeriodKey> size={size} block={phone} value={chosen.period} onChange={turn} aria-label={t('period.label')} options={PERIODS.map((value) => ({ value, label: t(`period.${value}${phone && value === 'year12' ? '_short' : ''}`) }))} />
      {chosen.period === 'custom' && <Suspense><DateRange from={chosen.from} to={chosen.to} onChange={(from, to) => choose({ from, to })} /></Suspense>}
      <Select
        size={size} className="dash-pick" popupMatchSelectWidth={false} aria-label={t('department')} prefix={<Network {...icon} />} showSearch={{ optionFilterProp: 'name' }}
        value={chosen.department} onChange={(department) => choose({ department })}
        options={[{ value: '', name: '', label: t('all_departments'), depth: 0 }, ...(board?.departments ?? []).map((d) => ({ value: d.id, name: d.name, label: d.name, depth: d.depth }))]}
        optionRender={(o) => <span style={{ paddingInlineStart: o.data.depth * 14 }}>{o.label}</span>}
      />
      <Select
        size={size} className="dash-pick" popupMatchSelectWidth={false} aria-label={t('region')} prefix={<MapPin {...icon} />} showSearch={{ optionFilterProp: 'label' }}
        value={chosen.region} onChange={(region) => choose({ region })}
        options={[{ value: '', label: t('whole_country') }, ...(board?.regions ?? []).map((r) => ({ value: r.code, label: r.name }))]}
      />
      <span className="s12 t3 dash-hint">{t('hint')}</span>
    </div>
  );
}
