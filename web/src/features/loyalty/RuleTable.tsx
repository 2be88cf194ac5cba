import { Button, Input, Select } from 'antd';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Asked, Cell, TableRow } from './keeping';

const OPS: Record<Asked['type'], Cell['op'][]> = {
  number: ['gte', 'gt', 'lte', 'lt', 'eq', 'ne', 'between', 'in'], date: ['gte', 'gt', 'lte', 'lt', 'eq', 'between'], text: ['eq', 'ne', 'in'], truth: ['eq'], texts: ['eq'],
};

interface Props { fields: readonly Asked[]; rows: TableRow[]; onChange?: (rows: TableRow[]) => void }

/** A decision table: rows from above, the first whose conditions all fit counts. */
export function RuleTable({ fields, rows, onChange }: Props) {
  const { t, i18n } = useTranslation('loyalty');
  const english = i18n.language.startsWith('en');
  const asked = fields.filter((f) => f.type !== 'texts');
  const locked = !onChange;
  const set = (at: number, row: TableRow) => onChange?.(rows.map((r, i) => (i === at ? row : r)));
  const cell = (at: number, row: TableRow, place: number, patch: Partial<Cell>) => set(at, { ...row, cells: row.cells.map((c, i) => (i === place ? { ...c, ...patch } : c)) });
  const add = (at: number, row: TableRow) => set(at, { ...row, cells: [...row.cells, { field: asked[0]?.name ?? '', op: 'gte', value: '' }] });
  return (
    <ol className="lo-table">
      {rows.map((row, at) => (
        <li key={at}>
          <div className="col g6">
            {row.cells.length === 0 && <span className="s13 t3">{t('table.any')}</span>}
            {row.cells.map((one, place) => {
              const kind = asked.find((f) => f.name === one.field)?.type ?? 'text';
              return (
                <div key={place} className="row g6 wrap">
                  <Select size="small" className="lo-field" disabled={locked} value={one.field || undefined} aria-label={t('table.field')} options={asked.map((f) => ({ value: f.name, label: english ? f.en : f.zh }))} onChange={(field) => cell(at, row, place, { field, op: OPS[asked.find((f) => f.name === field)?.type ?? 'text'][0] })} />
                  <Select size="small" className="lo-op" disabled={locked} value={one.op} aria-label={t('table.op')} options={OPS[kind].map((op) => ({ value: op, label: t(`op.${op}`) }))} onChange={(op) => cell(at, row, place, { op })} />
                  <Input size="small" className="lo-value" readOnly={locked} value={one.value} maxLength={200} aria-label={t('table.value')} placeholder={one.op === 'between' ? '10~20' : one.op === 'in' ? 'A,B' : ''} onChange={(e) => cell(at, row, place, { value: e.target.value })} />
                  {!locked && <Button size="small" type="text" icon={<X size={14} />} aria-label={t('table.drop_cell')} onClick={() => set(at, { ...row, cells: row.cells.filter((_, i) => i !== place) })} />}
                </div>
              );
            })}
            {!locked && row.cells.length < 8 && <Button size="small" type="link" className="lo-add" onClick={() => add(at, row)}>{t('table.add_cell')}</Button>}
          </div>
          <div className="row g6"><Input size="small" className="lo-code" readOnly={locked} value={row.points} maxLength={500} aria-label={t('form.points')} onChange={(e) => set(at, { ...row, points: e.target.value })} />{!locked && <Button size="small" type="text" icon={<X size={14} />} aria-label={t('table.drop')} onClick={() => onChange(rows.filter((_, i) => i !== at))} />}</div>
        </li>
      ))}
      {!locked && rows.length < 40 && <li><Button size="small" icon={<Plus size={14} />} onClick={() => onChange([...rows, { cells: [], points: '0' }])}>{t('table.add')}</Button></li>}
    </ol>
  );
}
