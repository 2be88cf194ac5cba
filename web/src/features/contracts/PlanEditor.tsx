import { Button, Input, Select } from 'antd';
import { ArrowDown, ArrowUp, ListPlus, Plus, Trash2 } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { compareMoney, yuan } from '@/lib/money';
import { MenuDrop } from '@/ui/MenuDrop';
import { AmountInput } from './AmountInput';
import { DUE_KINDS, KINDS, type DueKind, type Kind } from './api';
import { difference, emptyRow, fill, fromTemplate, percentOf, TEMPLATES, totalOf, type PlanRow } from './plan';
import './contracts.css';

const DateControl = lazy(() => import('@/ui/form/DateControl'));

interface Props { rows: PlanRow[]; amount: string; signed: string; onChange: (rows: PlanRow[]) => void }

/** The payment plan as rows, with what it lacks of the contract's amount said while it is typed. */
export function PlanEditor({ rows, amount, signed, onChange }: Props) {
  const { t } = useTranslation('contracts');
  const change = (key: string, patch: Partial<PlanRow>) => onChange(rows.map((r) => (r.key === key ? { ...r, ...patch } : r)));
  const percent = (key: string, value: string) => onChange(fill(rows.map((r) => (r.key === key ? { ...r, percent: value } : r)), amount));
  const move = (at: number, by: number) => { const next = [...rows]; const [row] = next.splice(at, 1); if (row) next.splice(at + by, 0, row); onChange(next); };
  const templates = Object.keys(TEMPLATES).map((key) => ({ key, label: t(`template.${key}`) }));
  return (
    <div className="pe">
      {rows.length > 0 && (
        <div className="pe-head" aria-hidden><span>{t('col.kind')}</span><span>{t('col.instalment')}</span><span>{t('col.percent')}</span><span>{t('pe.amount')}</span><span>{t('pe.due')}</span><span /></div>
      )}
      {rows.map((row, i) => (
        <Row
          key={row.key} row={row} n={i + 1} last={i === rows.length - 1} change={(patch) => change(row.key, patch)} percent={(v) => percent(row.key, v)} whole={amount}
          up={() => move(i, -1)} down={() => move(i, 1)} remove={() => onChange(rows.filter((r) => r.key !== row.key))}
        />
      ))}
      <div className="row g8 wrap">
        <Button size="small" icon={<Plus size={14} />} onClick={() => onChange([...rows, emptyRow(rows.at(-1)?.kind ?? 'advance')])}>{t('pe.add')}</Button>
        {!rows.some((r) => r.received && compareMoney(r.received, '0') > 0) && (
          <MenuDrop menu={{ items: templates, onClick: ({ key }) => onChange(fromTemplate(key, amount, (k) => t(`template_row.${k}`), signed)) }}>
            <Button size="small" icon={<ListPlus size={14} />}>{t('pe.template')}</Button>
          </MenuDrop>
        )}
        <span className="sp" /><Total rows={rows} amount={amount} />
      </div>
    </div>
  );
}

function Total({ rows, amount }: { rows: readonly PlanRow[]; amount: string }) {
  const { t } = useTranslation('contracts');
  const found = difference(rows, amount);
  if (rows.length === 0 || !found) return null;
  const total = yuan(totalOf(rows));
  return (
    <span role="status" className={`num ${found.key === 'same' ? 'green' : 'amber'}`}>
      {found.key === 'same' ? t('diff.same', { total }) : t(`diff.${found.key}`, { total, amount: yuan(found.amount) })}
    </span>
  );
}

interface RowProps { row: PlanRow; n: number; last: boolean; whole: string; change: (patch: Partial<PlanRow>) => void; percent: (value: string) => void; up: () => void; down: () => void; remove: () => void }

function Row({ row, n, last, whole, change, percent, up, down, remove }: RowProps) {
  const { t } = useTranslation('contracts');
  const held = row.received !== undefined && compareMoney(row.received, '0') > 0;
  const name = (key: string) => t('pe.of_row', { field: t(key), n });
  return (
    <div className="pe-row" role="group" aria-label={t('pe.row', { n })}>
      <Select className="pe-kind" value={row.kind} aria-label={name('col.kind')} options={KINDS.map((k) => ({ value: k, label: t(`kind.${k}`) }))} onChange={(kind: Kind) => change({ kind, title: row.title || t(`kind.${kind}`) })} />
      <Input className="pe-title" value={row.title} aria-label={name('col.instalment')} maxLength={100} placeholder={t(`kind.${row.kind}`)} onChange={(e) => change({ title: e.target.value })} />
      <Input className="pe-percent num" suffix="%" inputMode="decimal" value={row.percent} placeholder={percentOf(row.amount, whole)} aria-label={name('col.percent')} onChange={(e) => percent(e.target.value.trim())} />
      <span className="pe-amount"><AmountInput bare label={name('pe.amount')} value={row.amount} onChange={(v) => change({ amount: v, percent: '' })} /></span>
      <span className="pe-due">
        <Select value={row.due_kind} aria-label={name('pe.due')} options={DUE_KINDS.map((k) => ({ value: k, label: t(`due.${k}`) }))} onChange={(due_kind: DueKind) => change({ due_kind })} />
        {row.due_kind !== 'milestone' && row.due_kind !== 'date' && <Input className="days num" inputMode="numeric" suffix={t('pe.days')} value={String(row.days_after)} aria-label={name('pe.days_after')} onChange={(e) => change({ days_after: e.target.value.trim() })} />}
        <Suspense fallback={<Input disabled style={{ width: 150 }} />}>
          <DateControl
            id={`${row.key}-date`} value={row.due_kind === 'date' ? row.due_on : row.expected_on} placeholder={row.due_kind === 'date' ? undefined : t('pe.expected')} invalid={false} onBlur={() => undefined}
            onChange={(day) => change(row.due_kind === 'date' ? { due_on: day } : { expected_on: day })}
          />
        </Suspense>
      </span>
      <span className="pe-acts">
        <Button type="text" size="small" icon={<ArrowUp size={14} />} aria-label={t('pe.up', { n })} disabled={n === 1} onClick={up} />
        <Button type="text" size="small" icon={<ArrowDown size={14} />} aria-label={t('pe.down', { n })} disabled={last} onClick={down} />
        <Button type="text" size="small" icon={<Trash2 size={14} />} aria-label={t('pe.remove', { n })} disabled={held} title={held ? t('pe.held', { received: yuan(row.received ?? '0') }) : undefined} onClick={remove} />
      </span>
    </div>
  );
}
