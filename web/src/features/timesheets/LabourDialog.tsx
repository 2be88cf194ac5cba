import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { today } from '@/lib/dates';
import { FormDialog, type Field, type Values } from '@/ui';
import { projects, tasksOf, teams, type Labour } from './api';

const EACH = /^\d{1,2}(\.\d{1,2})?$/;

/** A day sheet, new or put right. */
export function LabourDialog({ one, onClose, onDone }: { one?: Labour; onClose: () => void; onDone: (made: Labour) => void }) {
  const { t } = useTranslation('timesheets');
  const each = (value: unknown) => (typeof value === 'string' && EACH.test(value) && Number(value) > 0 && Number(value) <= 24 ? undefined : t('labour.each_wrong'));
  const fields = useMemo<Field[]>(() => {
    // The tasks that are offered follow the project that is chosen; the dialog keeps the latest choice.
    let project = one?.project.id ?? '';
    const place: Field[] = one ? [] : [
      { name: 'team_id', label: t('labour.team'), type: 'remote', source: teams },
      { name: 'project_id', label: t('field.project'), type: 'remote', source: projects, validate: (value) => { project = typeof value === 'string' ? value : ''; return undefined; } },
    ];
    return [
      { name: 'worked_on', label: t('col.worked_on'), type: 'date' },
      ...place,
      { name: 'task_id', label: t('field.task'), type: 'remote', optional: true, source: (q, signal) => (project ? tasksOf(project, q, signal) : Promise.resolve([])), initialLabel: one?.task?.name },
      { name: 'heads', label: t('labour.heads'), type: 'integer', min: 1, max: 1000 },
      { name: 'unit', label: t('labour.unit'), type: 'choice', choices: [{ value: 'day', label: t('labour.by_day') }, { value: 'hour', label: t('labour.by_hour') }] },
      { name: 'each', label: t('labour.each'), type: 'text', help: t('labour.each_help'), maxLength: 5, validate: each },
      { name: 'note', label: t('grid.note'), type: 'textarea', optional: true, maxLength: 500 },
    ];
  }, [one, t]); // eslint-disable-line react-hooks/exhaustive-deps -- `each` only speaks
  const initial: Values = one ? { worked_on: one.worked_on, heads: one.heads, unit: one.unit, each: one.each, note: one.note, task_id: one.task?.id ?? null } : { worked_on: today(), unit: 'day', each: '1' };
  const body = (values: Values) => ({ ...values, note: values.note ?? '' });
  return (
    <FormDialog<Labour>
      open title={t(one ? 'labour.edit' : 'labour.add')} fields={fields} initial={initial} submitText={t(one ? 'labour.save' : 'labour.add')} onCancel={onClose} version={one?.version}
      onSubmit={(values, { idempotencyKey, version }) => (one ? api.patch<Labour>(`/labour/${one.id}`, body(values), { version }) : api.post<Labour>('/labour', body(values), { idempotencyKey }))}
      onDone={onDone}
    />
  );
}
