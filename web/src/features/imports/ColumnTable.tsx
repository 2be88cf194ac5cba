import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Cell, SheetIn, SheetUse, TargetField } from './api';

const shown = (cell: Cell | undefined) => (cell === null || cell === undefined ? '' : typeof cell === 'object' ? cell.error : String(cell));
const letter = (c: number): string => (c >= 26 ? letter(Math.floor(c / 26) - 1) : '') + String.fromCharCode(65 + (c % 26));

interface Props { sheet: SheetUse; use: SheetIn; fields: TargetField[]; onChange: (next: Partial<SheetIn>) => void }

/** One line for each column of the sheet: its header, what stands in it, and the field it fills. */
export function ColumnTable({ sheet, use, fields, onChange }: Props) {
  const { t } = useTranslation('imports');
  const taken = new Set(Object.values(use.columns));
  const missing = fields.filter((f) => f.required && !taken.has(f.key));
  const choose = (column: number, key: string | undefined) => {
    // A field is filled by one column: choosing it here takes it from the other.
    const columns = Object.fromEntries(Object.entries(use.columns).filter(([c, k]) => c !== String(column) && k !== key));
    onChange({ columns: key ? { ...columns, [column]: key } : columns });
  };
  return (
    <>
      {missing.length > 0 && use.included && <p className="imp-alert" role="status">{t('columns.missing', { fields: missing.map((f) => f.label).join(t('sep')) })}</p>}
      <table className="imp-cols">
        <thead><tr><th>{t('columns.column')}</th><th className="wide">{t('columns.cells')}</th><th>{t('columns.field')}</th><th className="wide">{t('columns.how')}</th></tr></thead>
        <tbody>
          {sheet.headers.map((header, c) => {
            const key = use.columns[c];
            const field = fields.find((f) => f.key === key);
            const was = sheet.columns[c];
            const sure = was && was.field === key ? was : undefined;
            return (
              <tr key={c} className={field ? '' : 'off'}>
                <td><span className="t3 s12 num">{letter(c)}</span> {header || t('columns.nameless')}</td>
                <td className="wide el t3">{(sheet.samples[c] ?? []).map(shown).filter(Boolean).join(t('sep'))}</td>
                <td>
                  <Select
                    allowClear showSearch={{ optionFilterProp: 'label' }} className="imp-pick" value={key} placeholder={t('columns.ignore')} aria-label={t('columns.pick', { column: header || letter(c) })}
                    onChange={(value: string | undefined) => choose(c, value)} options={fields.map((f) => ({ value: f.key, label: f.required ? `${f.label} *` : f.label }))}
                  />
                </td>
                <td className="wide s13 t3">
                  {field?.kind === 'date' ? (
                    <Select
                      size="small" className="imp-order" value={use.orders[c] ?? ''} aria-label={t('columns.order', { column: header })} onChange={(value: string) => onChange({ orders: { ...use.orders, [c]: value } })}
                      options={[{ value: '', label: t('order.auto') }, { value: 'dmy', label: t('order.dmy') }, { value: 'mdy', label: t('order.mdy') }]}
                    />
                  ) : sure?.unit && sure.unit !== '元' ? t('columns.unit', { unit: sure.unit }) : sure?.why ? t(`why.${sure.why}`) : field ? t('why.chosen') : ''}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
