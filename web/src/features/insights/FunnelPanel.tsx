import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MoneyFigure } from '@/ui';
import { toFen } from '@/lib/money';
import type { StageBar } from './api';
import { Panel } from './Panel';
import { isZh } from './words';

/** Those opened in the period which came to a stage or beyond, and how many of the stage before they are. */
export function FunnelPanel({ stages }: { stages: StageBar[] }) {
  const { t, i18n } = useTranslation('insights');
  const most = stages.reduce((a, s) => (toFen(s.amount) > a ? toFen(s.amount) : a), 1n);
  return (
    <Panel title={t('funnel.title')} note={t('funnel.note')}>
      <ul className="fn">
        {stages.map((s) => (
          <li key={s.stage}>
            <Link to={s.link}>
              <span className="el">{isZh(i18n.language) ? s.name : s.name_en || s.name}</span>
              <span className="row g8"><i aria-hidden style={{ width: `${Number((toFen(s.amount) * 800n) / most) / 10}%` }} />{s.conversion !== null && <span className="s12 t3 num" title={t('funnel.conversion')}>{s.conversion}%</span>}</span>
              <span className="num r t3">{t('funnel.count', { count: s.count })}</span>
              <span className="num r"><MoneyFigure value={s.amount} /></span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
