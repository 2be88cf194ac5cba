import { Button, Input } from 'antd';
import { CornerDownRight, Wand2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { phoneText } from '@/lib/phone';
import { accept, type Batch, editRow, keep, placeOf, type Row, type RowProblem, skip, type TargetField } from './api';

interface Props {
  batch: Batch; row: Row; fields: TargetField[]; on: boolean; busy: boolean; onPick: () => void;
  /** Rows that nobody is asked about: the last column says what becomes of each. */
  plain: boolean;
  act: (work: () => Promise<unknown>) => Promise<void>;
}

/** A row of the file with its own number; under it, for each problem, the reason and the ways to mend it. */
export function RowLines({ batch, row, fields, on, busy, plain, onPick, act }: Props) {
  const { t } = useTranslation('imports');
  const several = batch.sheets.filter((s) => s.included).length > 1;
  const worst = (key: string) => row.problems.find((p) => p.field === key && p.severity !== 'note')?.severity as 'error' | 'ask' | undefined;
  return (
    <tbody id={`row-${row.id}`} className={on ? 'on' : ''}>
      <tr className="cells">
        <td className="r no"><button type="button" className="linkish quiet num" aria-current={on ? 'true' : undefined} aria-label={t('row.pick', { number: row.number, sheet: row.sheet })} title={several ? row.sheet : undefined} onClick={onPick}>{row.number}</button></td>
        {fields.map((f) => <CellText key={f.key} row={row} field={f} severity={worst(f.key)} label={f.label} />)}
        {plain && <td className="what"><Fate batch={batch} row={row} busy={busy} act={act} /></td>}
      </tr>
      {row.problems.map((p) => (
        <tr key={`${p.field}:${p.code}`} className="why">
          <td />
          <td colSpan={fields.length + (plain ? 1 : 0)}><Repair batch={batch} row={row} problem={p} away={!fields.some((f) => f.key === p.field)} act={act} busy={busy} /></td>
        </tr>
      ))}
    </tbody>
  );
}

function Fate({ batch, row, busy, act }: { batch: Batch; row: Row; busy: boolean; act: Props['act'] }) {
  const { t } = useTranslation('imports');
  const put = (skipped: boolean) => void act(() => skip(batch.id, row, skipped));
  return (
    <span className="imp-ex t2">
      {t(`verdict.${row.verdict}`)}
      {row.object_id && <Link className="inline-link" to={`${placeOf(batch)}/${row.object_id}`}>{t('row.record')}</Link>}
      {row.state === 'pending' && <button type="button" className="linkish quiet" disabled={busy} onClick={() => put(row.verdict !== 'skipped')}>{row.verdict === 'skipped' ? t('row.unskip') : t('row.skip')}</button>}
    </span>
  );
}

function CellText({ row, field, severity, label }: { row: Row; field: TargetField; severity?: 'error' | 'ask'; label: string }) {
  const { t } = useTranslation('imports');
  const cell = row.cells[field.key];
  const value = field.kind === 'phone' && cell?.value ? phoneText(cell.value) : cell?.value;
  const text = severity ? cell?.text || t('row.empty') : (value ?? cell?.text ?? '');
  const tidied = !severity && cell?.value && cell.text && cell.value !== cell.text;
  const frame = severity === 'error' ? 'bad' : severity === 'ask' ? 'ask' : tidied ? 'orig' : '';
  return (
    <td className={field.kind === 'amount' ? 'r' : ''} data-label={label}>
      {text ? <span className={`${frame} ${['company', 'text', 'address', 'person'].includes(field.kind) ? '' : 'num'}`} title={tidied ? t('row.original', { text: cell.text }) : text}>{text}</span> : <span className="t3">—</span>}
    </td>
  );
}

const TONE = { error: 'red', ask: 'amber', note: 't2' };

interface RepairProps { batch: Batch; row: Row; problem: RowProblem; away: boolean; busy: boolean; act: Props['act'] }

function Repair({ batch, row, problem, away, busy, act }: RepairProps) {
  const { t } = useTranslation('imports');
  const [typing, setTyping] = useState<string | null>(null);
  const label = batch.target?.fields.find((f) => f.key === problem.field)?.label ?? problem.field;
  const text = row.cells[problem.field]?.text ?? '';
  const open = row.state === 'pending';
  const save = () => act(() => editRow(batch.id, row, { [problem.field]: typing ?? '' }));
  return (
    <div className="imp-ex">
      <CornerDownRight size={14} color="var(--faint)" aria-hidden />
      <span className={TONE[problem.severity]}>{away && `${label} `}{away && text && <span className={problem.severity === 'error' ? 'bad num' : 'ask num'}>{text}</span>}{away && ' '}{problem.message}</span>
      {open && typing === null && problem.severity !== 'note' && (
        <>
          {problem.offers.map((o, i) => <Button key={o.label} size="small" icon={<Wand2 size={13} />} disabled={busy} onClick={() => void act(() => accept(batch.id, row, problem, i))}>{o.label}</Button>)}
          {problem.keep && <button type="button" className="linkish" disabled={busy} onClick={() => void act(() => keep(batch.id, row, problem))}>{t('row.keep')}</button>}
          <button type="button" className="linkish" disabled={busy} onClick={() => setTyping(text)}>{t('row.edit')}</button>
          <button type="button" className="linkish quiet" disabled={busy} onClick={() => void act(() => skip(batch.id, row, true))}>{t('row.skip')}</button>
        </>
      )}
      {open && typing !== null && (
        <>
          <Input
            size="small" autoFocus className="imp-input" value={typing} aria-label={label} onChange={(e) => setTyping(e.target.value)}
            onKeyDown={(e) => { if (e.nativeEvent.isComposing) return; if (e.key === 'Enter') void save(); if (e.key === 'Escape') setTyping(null); }}
          />
          <Button size="small" disabled={busy} onClick={() => void save()}>{t('row.save')}</Button>
          <button type="button" className="linkish quiet" onClick={() => setTyping(null)}>{t('common:act.cancel')}</button>
        </>
      )}
    </div>
  );
}
