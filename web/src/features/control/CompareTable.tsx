import { Button, Checkbox, Input } from 'antd';
import { ArrowDown, ArrowUp, Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { url } from '@/api/client';
import { Problem } from '@/api/problem';
import { toFen } from '@/lib/money';
import { Bone, DateText, ErrorState, Money, Status } from '@/ui';
import { useComparison, type ComparedRow, type Comparison } from './api';
import { Unit } from './CashPanel';
import { Scroll } from './Scroll';

const STATES = ['moved', 'added', 'removed', 'same'] as const;
const SHOWN = 200;
type Sort = 'wbs' | 'finish_days' | 'cost';
const fen = (value: string | null) => (value === null ? 0n : toFen(value));
const away = (n: bigint) => (n < 0n ? -n : n);

/** What moved most stands first; the outline's order is the other one. */
export function sorted(rows: ComparedRow[], by: Sort, down: boolean): ComparedRow[] {
  if (by === 'wbs') return down ? [...rows].reverse() : rows;
  const size = (r: ComparedRow) => (by === 'cost' ? away(fen(r.cost)) : BigInt(Math.abs(r.finish_days ?? 0)));
  return [...rows].sort((a, b) => { const d = size(b) - size(a); return (d > 0n ? 1 : d < 0n ? -1 : 0) * (down ? 1 : -1); });
}

export function CompareTable({ id, left, right, mayExport }: { id: string; left: string; right: string; mayExport: boolean }) {
  const { t } = useTranslation('control');
  const query = useComparison(id, left, right);
  if (query.error) return <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />;
  return query.data ? <Table found={query.data} mayExport={mayExport} file={(state) => url(`/projects/${id}/compare/file`, { left, right, state })} /> : <Bone height={200} />;
}

function Table({ found, mayExport, file }: { found: Comparison; mayExport: boolean; file: (states: string[]) => string }) {
  const { t } = useTranslation('control');
  const [states, setStates] = useState<string[]>(['moved', 'added', 'removed']);
  const [text, setText] = useState('');
  const [sort, setSort] = useState<{ by: Sort; down: boolean }>({ by: 'wbs', down: false });
  const [most, setMost] = useState(SHOWN);
  const rows = useMemo(() => sorted(found.rows.filter((r) => states.includes(r.state) && (!text || r.name.includes(text) || r.wbs.startsWith(text))), sort.by, sort.down), [found.rows, states, text, sort]);
  const Arrow = sort.down ? ArrowDown : ArrowUp;
  const head = (by: Sort, label: string, className = '') => (
    <th scope="col" className={className} aria-sort={sort.by === by ? (sort.down ? 'descending' : 'ascending') : undefined}><button type="button" onClick={() => setSort({ by, down: sort.by === by ? !sort.down : by !== 'wbs' })}>{label}{sort.by === by && <Arrow size={12} aria-hidden />}</button></th>
  );
  return (
    <>
      <div className="row g12 wrap mb8">
        <Checkbox.Group value={states} onChange={setStates} options={STATES.map((s) => ({ value: s, label: `${t(`compare.${s}`)} ${found.counts[s]}` }))} />
        <span className="sp" />
        <Input.Search size="small" style={{ width: 180 }} value={text} onChange={(e) => setText(e.target.value)} placeholder={t('wbs.search')} aria-label={t('wbs.search')} allowClear />
        {mayExport && <Button size="small" icon={<Download size={14} />} href={file(states)}>{t('compare.export')}</Button>}
      </div>
      {rows.length === 0 && <p className="t2 s13">{t('compare.nothing')}</p>}
      {rows.length > 0 && (
        <Scroll label={t('compare.title')}>
          <table className="ctl-t">
            <caption className="sr">{t('compare.title')}</caption>
            <thead><tr>{head('wbs', 'WBS')}<th scope="col">{t('wbs.task')}</th><th scope="col">{t('compare.change')}</th><th scope="col" className="wide">{t('compare.finish_before')}</th><th scope="col" className="wide">{t('compare.finish_after')}</th>{head('finish_days', t('compare.days'), 'r')}{found.money && <th scope="col" className="r wide">{t('compare.budget_after')} <Unit /></th>}{found.money && head('cost', t('compare.cost'), 'r')}</tr></thead>
            <tbody>
              {rows.slice(0, most).map((r) => (
                <tr key={r.id}>
                  <td className="num t3">{r.wbs}</td><th scope="row" className="nm" title={r.name}>{r.name}</th><td><Status state={`compared.${r.state}`} /></td>
                  <td className="wide"><DateText value={r.left_finish} /></td><td className="wide"><DateText value={r.right_finish} /></td>
                  <td className={`r num ${(r.finish_days ?? 0) > 0 ? 'amber' : ''}`}>{r.finish_days === null ? '—' : `${r.finish_days}`.replace('-', '−')}</td>
                  {found.money && <td className="r wide"><Money value={r.right_budget} /></td>}{found.money && <td className="r"><Money value={r.cost} /></td>}
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {rows.length > most && <p className="mt12"><button type="button" className="ctl-name" onClick={() => setMost(most + SHOWN)}>{t('wbs.more', { count: rows.length - most })}</button></p>}
    </>
  );
}
