import { Input } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Money } from '@/ui';
import { ratio, tone, type Earned, type EarnedRow } from './api';
import { Unit } from './CashPanel';
import { Scroll } from './Scroll';

/** Rows drawn at first; a plan of thousands is searched. */
const SHOWN = 200;
const depth = (row: EarnedRow) => row.wbs.split('.').length - 1;

export function WbsTable({ earned, onTask }: { earned: Earned; onTask?: (id: string) => void }) {
  const { t } = useTranslation('control');
  const [text, setText] = useState('');
  const [most, setMost] = useState(SHOWN);
  const found = useMemo(() => earned.rows.filter((r) => !text || r.name.includes(text) || r.wbs.startsWith(text)), [earned.rows, text]);
  return (
    <section className="ctl-pn">
      <div className="ctl-h"><h2 className="ct">{t('wbs.title')}</h2><span className="sp" /><Input.Search size="small" style={{ width: 200 }} value={text} onChange={(e) => setText(e.target.value)} placeholder={t('wbs.search')} aria-label={t('wbs.search')} allowClear /></div>
      <Scroll label={t('wbs.title')}>
        <table className="ctl-t">
          <caption className="sr">{t('wbs.title')}</caption>
          <thead>
            <tr>
              <th scope="col">WBS</th><th scope="col">{t('wbs.task')}</th><th scope="col" className="r">{t('wbs.percent')}</th><th scope="col" className="wide">{t('wbs.method')}</th>
              {(['bac', 'pv', 'ev', 'ac'] as const).map((k) => <th key={k} scope="col" className={k === 'ev' || k === 'ac' ? 'r' : 'r wide'} title={t(`sum.${k}`)}>{k.toUpperCase()} <Unit /></th>)}
              <th scope="col" className="r">SPI</th><th scope="col" className="r">CPI</th>
            </tr>
          </thead>
          <tbody>{found.slice(0, most).map((row) => <Row key={row.id} row={row} onTask={onTask} />)}</tbody>
        </table>
      </Scroll>
      {found.length > most && <p className="mt12"><button type="button" className="ctl-name" onClick={() => setMost(most + SHOWN)}>{t('wbs.more', { count: found.length - most })}</button></p>}
    </section>
  );
}

function Row({ row, onTask }: { row: EarnedRow; onTask?: (id: string) => void }) {
  const { t } = useTranslation('control');
  const name = <span style={{ paddingLeft: depth(row) * 14 }}>{row.name}</span>;
  return (
    <tr className={row.summary ? 'sum' : ''}>
      <td className="num t3">{row.wbs}</td>
      <th scope="row" className="nm" title={row.name}>{onTask && !row.summary ? <button type="button" className="ctl-name" onClick={() => onTask(row.id)}>{name}</button> : name}</th>
      <td className="r num">{row.percent === null ? '—' : `${row.percent}%`}</td>
      <td className="wide t2">{row.summary ? '' : t(`method.${row.method}`)}</td>
      <td className={`r wide ${row.own_budget ? '' : 't2'}`}><Money value={row.bac} /></td><td className="r wide"><Money value={row.pv} zero /></td><td className="r"><Money value={row.ev} zero /></td><td className="r"><Money value={row.ac} zero /></td>
      <td className={`r num ${tone(row.spi) ?? ''}`}>{ratio(row.spi)}</td><td className={`r num ${tone(row.cpi) ?? ''}`}>{ratio(row.cpi)}</td>
    </tr>
  );
}
