import { Button } from 'antd';
import { ChartLine, Table2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { Bone, ErrorState, Money } from '@/ui';
import { useCurve, type Curve } from './api';
import { Unit } from './CashPanel';
import { SERIES } from './curveOption';
import { Scroll } from './Scroll';

const CurveChart = lazy(() => import('./CurveChart'));

export function CurvePanel({ id }: { id: string }) {
  const { t } = useTranslation('control');
  const [table, setTable] = useState(false);
  const query = useCurve(id);
  if (query.isPending) return <Bone height={340} />;
  if (query.error) return <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />;
  const Icon = table ? ChartLine : Table2;
  const empty = query.data.points.length === 0;
  return (
    <section className="ctl-pn">
      <div className="ctl-h">
        <h2 className="ct">{t('curve.title')}</h2><span className="sp" />
        {!empty && !table && <span className="row g8 s12 t2 wrap" aria-hidden>{SERIES.map((k) => <span key={k}><i className={`ctl-key k-${k}`} />{t(`curve.${k}`)}</span>)}</span>}
        {!empty && <Button size="small" type="text" icon={<Icon size={14} />} onClick={() => setTable(!table)}>{t(table ? 'curve.as_chart' : 'curve.as_table')}</Button>}
      </div>
      {empty && <p className="t2 s13">{t('curve.none')}</p>}
      {!empty && (table ? <Points curve={query.data} /> : <Suspense fallback={<Bone height={300} />}><CurveChart curve={query.data} /></Suspense>)}
    </section>
  );
}

/** The same numbers as text: what a chart can't be for those who do not see it. */
function Points({ curve }: { curve: Curve }) {
  const { t } = useTranslation('control');
  return (
    <Scroll label={t('curve.title')}>
      <table className="ctl-t">
        <caption className="sr">{t('curve.title')}</caption>
        <thead><tr><th scope="col">{t('curve.day')}</th>{SERIES.map((k) => <th key={k} scope="col" className="r">{t(`curve.${k}`)} <Unit /></th>)}</tr></thead>
        <tbody>{curve.points.map((p) => <tr key={p.day}><th scope="row" className="num">{p.day}</th>{SERIES.map((k) => <td key={k} className="r"><Money value={p[k]} zero /></td>)}</tr>)}</tbody>
      </table>
    </Scroll>
  );
}
