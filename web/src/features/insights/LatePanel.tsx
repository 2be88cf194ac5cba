import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DateText, Person } from '@/ui';
import type { Board, LateProject } from './api';
import { Panel } from './Panel';

const VERY_LATE = 14;

export function LatePanel({ late }: { late: NonNullable<Board['late']> }) {
  const { t } = useTranslation('insights');
  return (
    <Panel title={t('late.title')} action={<Link className="s13 row g4" to={late.items.length ? late.link : late.all_link}>{t(late.items.length ? 'late.all_late' : 'late.all')}<ArrowRight size={13} aria-hidden /></Link>}>
      {late.items.length === 0 ? <p className="t3">{t('late.none')}</p> : (
        <table className="mini late">
          <thead><tr><th scope="col">{t('late.project')}</th><th scope="col" className="wide">{t('late.manager')}</th><th scope="col" className="r wide">{t('late.forecast')}</th><th scope="col" className="r">{t('late.days')}</th><th scope="col" className="w-bar">{t('late.progress')}</th></tr></thead>
          <tbody>{late.items.map((p) => <Row key={p.id} project={p} />)}</tbody>
        </table>
      )}
    </Panel>
  );
}

function Row({ project: p }: { project: LateProject }) {
  const { t } = useTranslation('insights');
  return (
    <tr>
      <th scope="row" className="el"><Link className="t1" to={p.link} title={p.name}>{p.name}</Link></th>
      <td className="wide"><Person value={p.manager} /></td>
      <td className="r wide"><DateText value={p.forecast_finish} /></td>
      <td className={`r num ${p.days_late > VERY_LATE ? 'red' : 'amber'}`}>{t('days', { count: p.days_late })}</td>
      <td>
        <span className="row g8">
          <span className="plan-bar" aria-hidden><span className="mbar"><i className="f-bar" style={{ width: `${p.percent}%` }} /></span>{p.planned_percent !== null && <i className="plan" style={{ left: `${p.planned_percent}%` }} />}</span>
          <span className="num s13 t2">{p.planned_percent === null ? `${p.percent}%` : `${p.percent} / ${p.planned_percent}%`}</span>
        </span>
      </td>
    </tr>
  );
}
