import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addDays, today } from '@/lib/dates';
import type { Workload, WorkloadRow } from './api';

type Open = (row: WorkloadRow, week: string) => void;

/** Percent of what there is; null where nothing is asked and nothing is there. */
const share = (load: number, able: number) => (able > 0 ? Math.round((100 * load) / able) : load > 0 ? Infinity : null);
const level = (percent: number | null) => (percent === null ? 'off' : percent > 100 ? 'over' : percent > 80 ? 'full' : percent > 40 ? 'half' : percent > 0 ? 'some' : 'free');

/** People by weeks. Every square says its number; too much is red and says so in words. */
export function HeatMap({ load, onOpen }: { load: Workload; onOpen: Open }) {
  const { t } = useTranslation('staffing');
  const now = today();
  const groups = new Map<string, WorkloadRow[]>();
  load.resources.forEach((row) => { const key = row.kind === 'person' ? (row.department ?? '') : row.kind; groups.set(key, [...(groups.get(key) ?? []), row]); });
  const title = (key: string) => (key === 'team' || key === 'equipment' ? t(`kind.${key}`) : key || t('no_department'));
  return (
    <div className="st-scroll">
      <table className="st-map" aria-label={t('map')}>
        <thead><tr><th scope="col">{t('who')}</th>{load.starts.map((w) => <th key={w} scope="col" className={w <= now && now <= addDays(w, 6) ? 'now' : ''}><span className="num">{w.slice(5)}</span></th>)}</tr></thead>
        {[...groups].map(([key, rows]) => (
          <tbody key={key}>
            <tr className="st-group"><th scope="rowgroup" colSpan={load.starts.length + 1}>{title(key)}</th></tr>
            {rows.map((row) => (
              <tr key={row.id}>
                <th scope="row"><Link to={`/resources/${row.id}`} className="el">{row.name}</Link></th>
                {load.starts.map((week, i) => <td key={week}><Square row={row} week={week} load={row.load[i] ?? 0} able={row.able[i] ?? 0} onOpen={onOpen} /></td>)}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function Square({ row, week, load, able, onOpen }: { row: WorkloadRow; week: string; load: number; able: number; onOpen: Open }) {
  const { t } = useTranslation('staffing');
  const percent = share(load, able);
  const name = t('cell', { name: row.name, week, load, able });
  if (load === 0) return <span className={`st-cell ${level(percent)}`} title={name}><span className="sr">{name}</span>{able > 0 ? '' : '—'}</span>;
  const text = percent === Infinity ? t('away') : `${percent}%`;
  return <button type="button" className={`st-cell ${level(percent)}`} title={name} aria-label={`${text}，${name}${level(percent) === 'over' ? `，${t('too_much')}` : ''}`} onClick={() => onOpen(row, week)}>{text}</button>;
}

/** On the phone: a row each, with the fullest of the next weeks. */
export function PhoneLoads({ load, onOpen }: { load: Workload; onOpen: Open }) {
  const { t } = useTranslation('staffing');
  const rows = load.resources.map((row) => {
    const shares = row.load.map((l, i) => share(l, row.able[i] ?? 0) ?? 0);
    const worst = Math.max(...shares);
    return { row, worst, week: load.starts[shares.indexOf(worst)] ?? load.starts[0] ?? '' };
  }).sort((a, b) => b.worst - a.worst);
  return (
    <ul className="st-phone">
      {rows.map(({ row, worst, week }) => (
        <li key={row.id}>
          <button type="button" onClick={() => onOpen(row, week)}>
            <span className="grow"><b>{row.name}</b><small>{row.department ?? t(`kind.${row.kind}`)} · {t('fullest', { week: week.slice(5) })}</small></span>
            <span className={`num ${worst > 100 ? 'red' : ''}`}>{worst === Infinity ? t('away') : `${worst}%`}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
