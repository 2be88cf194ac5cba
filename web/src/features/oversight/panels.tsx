import { lazy, Suspense, useState } from 'react';
import { Button } from 'antd';
import { ChartColumn, Table2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Panel } from '@/features/insights/Panel';
import { count } from '@/features/loyalty/Points';
import { Bars, Bone, MoneyExact } from '@/ui';
import type { Board } from './api';

const FlowChart = lazy(() => import('./FlowChart'));
const FLOWS = ['issued', 'redeemed', 'expired', 'net'] as const;

export function MonthsPanel({ board }: { board: Board }) {
  const { t } = useTranslation('oversight');
  const [table, setTable] = useState(false);
  const Icon = table ? ChartColumn : Table2;
  const legend = !table && <span className="row g12 s12 t2" aria-hidden>{(['issued', 'redeemed', 'expired'] as const).map((k) => <span key={k} className="row g6"><i className={`ov-key ov-${k}`} />{t(`figure.${k}`)}</span>)}</span>;
  return (
    <Panel title={t('panel.months')} className="pn-months" action={<>{legend}<Button size="small" type="text" className="quiet" icon={<Icon size={14} />} onClick={() => setTable(!table)}>{t(table ? 'as_chart' : 'as_table')}</Button></>}>
      {table ? <MonthsTable board={board} /> : <Suspense fallback={<Bone height={292} />}><FlowChart months={board.months} /></Suspense>}
    </Panel>
  );
}

function MonthsTable({ board }: { board: Board }) {
  const { t } = useTranslation('oversight');
  return (
    <div className="ov-scroll">
      <table className="mini">
        <caption className="sr">{t('panel.months')}</caption>
        <thead><tr><th scope="col">{t('review.month')}</th>{FLOWS.map((k) => <th key={k} scope="col" className="r">{t(`figure.${k}`)}</th>)}</tr></thead>
        <tbody>{[...board.months].reverse().map((m) => <tr key={m.month}><th scope="row" className="num">{m.link ? <Link to={m.link}>{m.month}</Link> : m.month}</th>{FLOWS.map((k) => <td key={k} className="num r">{count(m[k])}</td>)}</tr>)}</tbody>
      </table>
    </div>
  );
}

/** What points cost, with the formula written out. */
export function MoneyPanel({ board }: { board: Board }) {
  const { t } = useTranslation('oversight');
  const { money, figures } = board;
  return (
    <Panel title={t('panel.money')}>
      <dl className="ov-money">
        <div><dt>{t('figure.liability')}</dt><dd><MoneyExact value={money.liability} /></dd></div>
        <div><dt>{t('figure.whole_liability')}</dt><dd><MoneyExact value={money.whole_liability} /></dd></div>
        <div><dt>{t('figure.cost')}</dt><dd><MoneyExact value={money.cost} /></dd></div>
      </dl>
      <p className="s12 t3 mt8">{t('formula', { outstanding: count(figures.outstanding), value: money.point_value, expected: money.expected })} {t(money.measured ? 'formula_measured' : money.expected === 100 ? 'formula_whole' : 'formula_set')}</p>
    </Panel>
  );
}

export function SpreadPanel({ board }: { board: Board }) {
  const { t } = useTranslation('oversight');
  const name = (low: number | null, high: number | null) => {
    if (low === null) return t('bucket.debt');
    if (high === null) return t('bucket.more', { low: count(low) });
    return low === high ? count(low) : `${count(low)}–${count(high)}`;
  };
  return (
    <Panel className="ov-spread" title={t('panel.spread')} note={t('panel.spread_note')}>
      <Bars label={t('panel.spread')} items={board.distribution.map((b) => ({ key: `${b.low}`, label: name(b.low, b.high), size: b.accounts, value: count(b.accounts), note: count(b.points), tone: b.low === null ? 'amber' : 'bar', to: b.link ?? undefined }))} />
    </Panel>
  );
}

export function TopPanel({ top }: { top: NonNullable<Board['top']> }) {
  const { t } = useTranslation('oversight');
  return (
    <Panel className="ov-top" title={t('panel.top')}>
      {top.length === 0 ? <p className="t3">{t('panel.top_none')}</p> : <Bars label={t('panel.top')} items={top.map((one) => ({ key: one.id, label: one.client, size: one.balance, value: count(one.balance), to: one.link }))} />}
    </Panel>
  );
}

/** Both sides with their numbers; nothing is compared where one has too few, and nothing is said of causes. */
export function EffectPanel({ board }: { board: Board }) {
  const { t } = useTranslation('oversight');
  const { repeat, payment, enough } = board.effect;
  const share = (side: typeof repeat.having) => (side.share === null ? <span className="t3">{t('effect.few')}</span> : `${side.share}%`);
  const days = (side: typeof payment.having) => (side.days === null ? <span className="t3">{t('effect.few')}</span> : t('effect.days', { count: side.days }));
  const rows = [['having', repeat.having, payment.having], ['without', repeat.without, payment.without]] as const;
  return (
    <Panel title={t('panel.effect')}>
      <div className="ov-scroll">
        <table className="mini ov-effect">
          <caption className="sr">{t('panel.effect')}</caption>
          <thead><tr><th scope="col" /><th scope="col" className="r">{t('effect.clients')}</th><th scope="col" className="r">{t('effect.again')}</th><th scope="col" className="r">{t('effect.share')}</th><th scope="col" className="r">{t('effect.payments')}</th><th scope="col" className="r">{t('effect.median')}</th></tr></thead>
          <tbody>{rows.map(([key, r, p]) => <tr key={key}><th scope="row">{t(`effect.${key}`)}</th><td className="num r">{count(r.clients)}</td><td className="num r">{count(r.again)}</td><td className="num r">{share(r)}</td><td className="num r">{t('effect.of', { payments: count(p.payments), clients: count(p.clients) })}</td><td className="num r">{days(p)}</td></tr>)}</tbody>
        </table>
      </div>
      <p className="s12 t3 mt8">{t('effect.note', { enough })}</p>
    </Panel>
  );
}
