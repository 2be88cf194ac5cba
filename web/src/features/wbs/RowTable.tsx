import { Checkbox, Select } from 'antd';
import { ArrowDown, ArrowUp, IndentDecrease, IndentIncrease, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PAYS, type Row } from './api';
import { afterText, blank, isSummary, parseAfter, shifted, without } from './rows';

/** The rows of a template: what each follows is written by line numbers, as planners do. */
export function RowTable({ rows, may, onChange }: { rows: Row[]; may: boolean; onChange: (rows: Row[]) => void }) {
  const { t } = useTranslation('wbs');
  const put = (at: number, values: Partial<Row>) => onChange(rows.map((r, n) => (n === at ? { ...r, ...values } : r)));
  const swap = (at: number, to: number) => { const now = [...rows]; const [row] = now.splice(at, 1); if (row) now.splice(to, 0, row); onChange(now); };
  return (
    <div className="wbs-scroll">
      <table className="wbs-rows">
        <thead><tr><th scope="col" className="num">#</th><th scope="col">{t('row.name')}</th><th scope="col" className="num">{t('row.days')}</th><th scope="col">{t('row.milestone')}</th><th scope="col">{t('row.after')}</th><th scope="col">{t('row.pay')}</th>{may && <th scope="col"><span className="sr">{t('row.acts')}</span></th>}</tr></thead>
        <tbody>
          {rows.map((row, n) => {
            const summary = isSummary(rows, n);
            const name = row.name || String(n + 1);
            return (
              <tr key={row.key} className={summary ? 'w6' : ''}>
                <td className="num t3">{n + 1}</td>
                <td style={{ paddingLeft: 8 + row.level * 20 }}>{may ? <input value={row.name} maxLength={300} aria-label={t('row.name_of', { n: n + 1 })} placeholder={t('row.name')} onChange={(e) => put(n, { name: e.target.value })} /> : row.name}</td>
                <td className="num">{summary || row.milestone ? <span className="t3">—</span> : may ? <input className="num" inputMode="numeric" value={row.days} aria-label={t('row.days_of', { name })} onChange={(e) => put(n, { days: Math.min(2000, Number(e.target.value.replace(/\D/g, '')) || 0) })} /> : row.days}</td>
                <td>{!summary && <Checkbox checked={row.milestone} disabled={!may} aria-label={t('row.milestone_of', { name })} onChange={(e) => put(n, e.target.checked ? { milestone: true, days: 0 } : { milestone: false, days: 5, pay: '' })} />}</td>
                <td>{may ? <After key={afterText(row, rows)} row={row} rows={rows} label={t('row.after_of', { name })} onChange={(after) => put(n, { after })} /> : afterText(row, rows)}</td>
                <td>{row.milestone && (may ? <Select size="small" variant="borderless" className="wbs-pay" value={row.pay} aria-label={t('row.pay_of', { name })} onChange={(pay) => put(n, { pay })} options={PAYS.map((value) => ({ value, label: t(`pay.${value || 'none'}`) }))} /> : row.pay && t(`pay.${row.pay}`))}</td>
                {may && (
                  <td className="wbs-acts">
                    <button type="button" className="ib tiny" disabled={!shifted(rows, n, -1)} aria-label={t('row.outdent', { name })} onClick={() => onChange(shifted(rows, n, -1) ?? rows)}><IndentDecrease size={15} aria-hidden /></button>
                    <button type="button" className="ib tiny" disabled={!shifted(rows, n, 1)} aria-label={t('row.indent', { name })} onClick={() => onChange(shifted(rows, n, 1) ?? rows)}><IndentIncrease size={15} aria-hidden /></button>
                    <button type="button" className="ib tiny" disabled={n === 0} aria-label={t('row.up', { name })} onClick={() => swap(n, n - 1)}><ArrowUp size={15} aria-hidden /></button>
                    <button type="button" className="ib tiny" disabled={n === rows.length - 1} aria-label={t('row.down', { name })} onClick={() => swap(n, n + 1)}><ArrowDown size={15} aria-hidden /></button>
                    <button type="button" className="ib tiny" aria-label={t('row.insert', { name })} onClick={() => onChange([...rows.slice(0, n + 1), blank(summary ? row.level + 1 : row.level), ...rows.slice(n + 1)])}><Plus size={15} aria-hidden /></button>
                    <button type="button" className="ib tiny" disabled={rows.length === 1} aria-label={t('row.remove', { name })} onClick={() => onChange(without(rows, n))}><Trash2 size={15} aria-hidden /></button>
                  </td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function After({ row, rows, label, onChange }: { row: Row; rows: Row[]; label: string; onChange: (after: Row['after']) => void }) {
  const [text, setText] = useState(() => afterText(row, rows));
  const found = parseAfter(text, rows);
  return <input value={text} aria-label={label} aria-invalid={found === null || undefined} onChange={(e) => setText(e.target.value)} onBlur={() => { if (found && JSON.stringify(found) !== JSON.stringify(row.after)) onChange(found); }} />;
}
