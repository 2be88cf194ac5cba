import { Button } from 'antd';
import { ChartColumn, Table2 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sumMoney } from '@/lib/money';
import { Bone, Money } from '@/ui';
import type { Month } from './api';
import { Panel } from './Panel';

const MonthsChart = lazy(() => import('./MonthsChart'));

export function MonthsPanel({ items }: { items: Month[] }) {
  const { t } = useTranslation('insights');
  const [table, setTable] = useState(false);
  const Icon = table ? ChartColumn : Table2;
  return (
    <Panel
      title={t('months.title')} note={t('months.note')} className="pn-months"
      action={
        <>
          {!table && <span className="row g12 s12 t2" aria-hidden><span className="row g6"><i className="key-bar" />{t('figure.signed')}</span><span className="row g6"><i className="key-line" />{t('figure.received')}</span></span>}
          <Button size="small" type="text" className="quiet" icon={<Icon size={14} />} onClick={() => setTable(!table)}>{t(table ? 'months.as_chart' : 'months.as_table')}</Button>
        </>
      }
    >
      {table ? <MonthsTable items={items} /> : <Suspense fallback={<Bone height={292} />}><MonthsChart items={items} /></Suspense>}
    </Panel>
  );
}

/** The same numbers as text, each a link: what a chart can't be for those who do not see it. */
function MonthsTable({ items }: { items: Month[] }) {
  const { t } = useTranslation('insights');
  const { t: c } = useTranslation();
  const cell = (value: string, to: string) => <td className="r"><Link className="t1" to={to}><Money value={value} /></Link></td>;
  return (
    <div className="months-table">
      <table className="mini">
        <caption className="sr">{t('months.title')}</caption>
        <thead><tr><th scope="col">{t('months.month')}</th>{(['signed', 'received'] as const).map((k) => <th key={k} scope="col" className="r">{t(`figure.${k}`)} <span className="s12 t3">{c('money.unit')}</span></th>)}</tr></thead>
        <tbody>
          {items.map((m) => <tr key={m.month}><th scope="row" className="num">{m.month}{m.unfinished && <span className="s12 t3"> {t('months.unfinished')}</span>}</th>{cell(m.signed, m.signed_link)}{cell(m.received, m.received_link)}</tr>)}
        </tbody>
        <tfoot><tr><th scope="row">{t('months.total')}</th><td className="r"><Money value={sumMoney(items.map((m) => m.signed))} /></td><td className="r"><Money value={sumMoney(items.map((m) => m.received))} /></td></tr></tfoot>
      </table>
    </div>
  );
}
