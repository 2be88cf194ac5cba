import { Button, Segmented } from 'antd';
import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useDepartments } from '@/features/accounts/api';
import { randomId } from '@/lib/ids';
import { people, regions } from '@/lib/sources';
import { Control } from '@/ui/form/Control';
import type { CustomControl, Field } from '@/ui/form/types';

export interface RegionRule { key: string; region: string; place?: string; kind: 'owner' | 'department'; owner_id?: string; owner?: string; department_id?: string; department?: string }

/** Which region's enquiries are whose: rows of a place and a colleague or a department. */
export function RegionRules({ id, value, onChange, invalid }: CustomControl) {
  const { t } = useTranslation('intake');
  const rows = value as RegionRule[];
  const departments = useDepartments().data ?? [];
  const put = (key: string, changed: Partial<RegionRule>) => onChange(rows.map((r) => (r.key === key ? { ...r, ...changed } : r)));
  const control = (row: RegionRule, name: 'region' | 'owner_id' | 'department_id', field: Omit<Field, 'name'>) => (
    <Control id={`${id}-${row.key}-${name}`} field={{ name, ...field }} value={row[name] ?? null} values={{}} onChange={(v) => put(row.key, { [name]: v as string })} set={() => undefined} onBlur={() => undefined} invalid={invalid && !row[name]} />
  );
  return (
    <div className="enq-rules" id={id} role="group">
      {rows.map((row, place) => (
        <div key={row.key} className="enq-rule" role="group" aria-label={t('rule.row', { place: place + 1 })}>
          <label className="enq-place"><span className="sr">{t('rule.region')}</span>{control(row, 'region', { label: t('rule.region'), type: 'region', source: regions, initialLabel: row.place, placeholder: t('rule.region') })}</label>
          <Segmented size="small" value={row.kind} onChange={(kind) => put(row.key, { kind: kind as RegionRule['kind'] })} options={[{ value: 'owner', label: t('rule.person') }, { value: 'department', label: t('rule.department') }]} aria-label={t('rule.to')} />
          <label className="grow"><span className="sr">{t('rule.to')}</span>{row.kind === 'owner'
            ? control(row, 'owner_id', { label: t('rule.person'), type: 'person', source: people, initialLabel: row.owner, placeholder: t('rule.person') })
            : control(row, 'department_id', { label: t('rule.department'), type: 'choice', choices: departments.map((d) => ({ value: d.id, label: d.name })), placeholder: t('rule.department') })}</label>
          <Button type="text" icon={<Trash2 size={15} />} onClick={() => onChange(rows.filter((r) => r.key !== row.key))} aria-label={t('rule.remove', { place: place + 1 })} />
        </div>
      ))}
      <Button icon={<Plus size={14} />} onClick={() => onChange([...rows, { key: randomId(), region: '', kind: 'owner' }])}>{t('rule.add')}</Button>
    </div>
  );
}

/** The rows as they are sent. */
export const sentRules = (rows: RegionRule[]) => rows.map((r) => (r.kind === 'owner' ? { region: r.region, owner_id: r.owner_id } : { region: r.region, department_id: r.department_id }));

export const whole = (rows: RegionRule[]) => rows.every((r) => r.region && (r.kind === 'owner' ? r.owner_id : r.department_id));
