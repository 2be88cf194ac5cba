import { Button, Input } from 'antd';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CustomControl } from '@/ui/form/types';
import type { Words } from './api';

/** The choices of a field, one a line; a line keeps its value, whatever it is called later. */
export function ChoicesControl({ id, value, onChange, onBlur, invalid, describedBy }: CustomControl) {
  const { t } = useTranslation('forms');
  const rows = (value as Words[] | undefined) ?? [];
  const change = (i: number, patch: Partial<Words>) => onChange(rows.map((r, at) => (at === i ? { ...r, ...patch } : r)));
  return (
    <div className="col g6" role="group" aria-label={t('field.choices')}>
      {rows.map((row, i) => (
        <div key={row.value || i} className="row g6">
          <Input id={i === 0 ? id : undefined} value={row.zh} maxLength={40} status={invalid ? 'error' : undefined} aria-describedby={describedBy} aria-label={t('choice_zh', { n: i + 1 })} placeholder={t('choice_zh', { n: i + 1 })} onBlur={onBlur} onChange={(e) => change(i, { zh: e.target.value })} />
          <Input value={row.en} maxLength={80} aria-label={t('choice_en', { n: i + 1 })} placeholder="English" onChange={(e) => change(i, { en: e.target.value })} />
          <button type="button" className="ib" aria-label={t('choice_remove', { name: row.zh || i + 1 })} onClick={() => onChange(rows.filter((_, at) => at !== i))}><X size={15} aria-hidden /></button>
        </div>
      ))}
      <span><Button id={rows.length === 0 ? id : undefined} size="small" icon={<Plus size={14} />} onClick={() => onChange([...rows, { value: '', zh: '', en: '' }])}>{t('choice_add')}</Button></span>
    </div>
  );
}
