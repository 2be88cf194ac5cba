import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { withCell, type Item, type Table } from './api';

interface Props { items: Item[]; fields: Table; before: Table; disabled: boolean; onChange: (now: Table) => void }

/** Field by field: whole, masked or not at all. */
export function FieldTable({ items, fields, before, disabled, onChange }: Props) {
  const { t } = useTranslation('roles');
  const ruled = items.filter((i) => i.fields.length > 0);
  if (ruled.length === 0) return <p className="pad t3">{t('nothing_found')}</p>;
  return (
    <div className="grants">
      <p className="t2 s13 grants-note">{t('fields_note')}</p>
      {ruled.map((item) => (
        <section key={item.code} aria-label={item.label}>
          <h3>{item.label}</h3>
          <ul>
            {item.fields.map((f) => {
              const now = fields[item.code]?.[f.key] ?? 'show';
              const was = before[item.code]?.[f.key] ?? 'show';
              const options = (f.maskable ? ['show', 'mask', 'hide'] : ['show', 'hide']).map((mode) => ({ value: mode, label: t(`mode.${mode}`) }));
              return (
                <li key={f.key} className={now === 'show' ? 'given' : ''}>
                  <span className="el" title={f.label}>{f.label}</span>
                  {disabled ? <span>{t(`mode.${now}`)}</span> : <Select size="small" className="grant-scope" value={now} options={options} onChange={(v) => onChange(withCell(fields, item.code, f.key, v))} aria-label={`${item.label} ${f.label}`} popupMatchSelectWidth={false} />}
                  {now !== was && <span className="s12 amber">{t('was', { value: t(`mode.${was}`) })}</span>}
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}
