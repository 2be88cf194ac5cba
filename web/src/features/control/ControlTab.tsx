import { Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useCan } from '@/app/session';
import { BaselinesView } from './BaselinesView';
import { CostsView } from './CostsView';
import { EarnedView } from './EarnedView';
import { HealthView } from './HealthView';
import { COST, FIGURES } from './api';
import './control.css';

/** What a project is worth and how it stands; who sees no money compares baselines. */
export default function ControlTab({ id }: { id: string }) {
  const { t } = useTranslation('control');
  const [params, setParams] = useSearchParams();
  const money = useCan(FIGURES);
  const costs = useCan(COST);
  const views = [...(money ? ['health', 'earned'] : []), ...(costs ? ['costs'] : []), 'baselines'];
  const view = views.includes(params.get('view') ?? '') ? (params.get('view') ?? '') : (views[0] ?? 'baselines');
  const show = (key: string) => setParams((old) => { const now = new URLSearchParams(old); for (const name of ['sort', 'q', 'filter', 'page', 'cursor']) now.delete(name); now.set('view', key); return now; }, { replace: true });
  return (
    <div className="ctl">
      <div className="ctl-bar"><Segmented value={view} onChange={show} aria-label={t('view.label')} options={views.map((key) => ({ value: key, label: t(`view.${key}`) }))} /></div>
      {view === 'health' && <HealthView id={id} />}
      {view === 'earned' && <EarnedView id={id} />}
      {view === 'costs' && <CostsView id={id} />}
      {view === 'baselines' && <BaselinesView id={id} />}
    </div>
  );
}
