import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { people, regions } from '@/lib/sources';
import { FormDialog, type Field, type Values } from '@/ui';
import { departments, KINDS, type Resource } from './api';

const CALENDARS = ['cn', 'cn6', 'daily'];

/** Fields that a change and a new one share. */
export function useResourceFields(): (of: { kind: string; colleague: boolean; rate: boolean; department?: string; region?: string }) => Field[] {
  const { t } = useTranslation('staffing');
  return ({ kind, colleague, rate, department, region }) => [
    ...(colleague ? [] : [
      { name: 'name', label: t('col.name'), type: 'text' as const, maxLength: 80 },
      { name: 'department_id', label: t('col.department'), type: 'remote' as const, source: departments, optional: true, initialLabel: department },
    ]),
    { name: 'capacity', label: t(kind === 'person' ? 'field.capacity' : 'field.capacity_many'), type: 'integer', min: 1, max: 100_000, help: t('field.capacity_help') },
    { name: 'calendar', label: t('field.calendar'), type: 'choice', choices: CALENDARS.map((value) => ({ value, label: t(`calendar.${value}`) })) },
    { name: 'region', label: t('field.region'), type: 'region', source: regions, optional: true, initialLabel: region, help: t('field.region_help') },
    ...(rate ? [
      { name: 'rate', label: t('field.rate'), type: 'money' as const, optional: true, help: t('field.rate_help') },
      ...(kind === 'person' ? [{ name: 'overtime_rate', label: t('field.overtime_rate'), type: 'money' as const, optional: true, help: t('field.overtime_help') }] : []),
    ] : []),
    { name: 'from_on', label: t('field.from_on'), type: 'date', optional: true },
    { name: 'until_on', label: t('field.until_on'), type: 'date', optional: true },
  ];
}

export const given = (values: Values) => Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value === '' ? null : value]));

/** A colleague, somebody from outside, a team or a machine. */
export function NewResource({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const { t } = useTranslation('staffing');
  const own = useResourceFields();
  const ours = (values: Values) => values.kind === 'person' && values.colleague === true;
  const fields: Field[] = [
    { name: 'kind', label: t('col.kind'), type: 'choice', choices: KINDS.map((value) => ({ value, label: t(`kind.${value}`) })) },
    { name: 'colleague', label: t('field.colleague'), type: 'switch', visible: (v) => v.kind === 'person' },
    { name: 'user_id', label: t('field.user'), type: 'person', source: people, visible: ours },
    ...own({ kind: 'person', colleague: false, rate: true }).map((f) => (f.name === 'name' || f.name === 'department_id' ? { ...f, visible: (v: Values) => !ours(v) } : f.name === 'overtime_rate' ? { ...f, visible: (v: Values) => v.kind === 'person' } : f.name === 'capacity' ? { ...f, label: t('field.capacity_many') } : f)),
  ];
  return (
    <FormDialog<Resource>
      open title={t('new')} fields={fields} initial={{ kind: 'team', colleague: true, capacity: 100, calendar: 'cn' }} submitText={t('create')} onCancel={onClose}
      onSubmit={(values, { idempotencyKey }) => api.post<Resource>('/resources', given(Object.fromEntries(Object.entries(values).filter(([key]) => key !== 'colleague'))), { idempotencyKey })}
      onDone={(made) => onDone(made.id)}
    />
  );
}
