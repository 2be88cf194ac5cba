import { Input, InputNumber } from 'antd';
import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useRefreshOf } from '@/lib/refresh';
import { ErrorState, FormDialog, toast, type Values } from '@/ui';
import { ALL, useTaskSetting, type TaskSetting } from './api';

type Step = TaskSetting['steps'][number];
const METHODS = ['duration', 'units', 'steps', 'physical'] as const;

/** Budget of a task, how far it is and how that is counted, and how long it may take. */
export function TaskDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('control');
  const query = useTaskSetting(id);
  if (query.error) return <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />;
  return query.data ? <Form task={query.data} onClose={onClose} /> : null;
}

function Form({ task, onClose }: { task: TaskSetting; onClose: () => void }) {
  const { t } = useTranslation('control');
  const refresh = useRefreshOf(ALL);
  const days = (minutes: number | null) => (minutes === null ? null : Math.round((100 * minutes) / task.minutes_per_day) / 100);
  const minutes = (value: unknown) => (value === null || value === undefined || value === '' ? null : Math.round(Number(value) * task.minutes_per_day));
  const body = (v: Values) => ({
    budget: v.budget || null, method: v.method, physical: v.method === 'physical' ? v.physical : task.physical,
    ...(v.method === 'units' ? { units: v.units, units_done: v.units_done ?? 0, unit: v.unit ?? '' } : {}),
    ...(v.method === 'steps' ? { steps: (v.steps as Step[]).filter((s) => s.name.trim()) } : {}),
    low: minutes(v.low), likely: minutes(v.likely), high: minutes(v.high),
  });
  const units = (v: Values) => v.method === 'units';
  return (
    <FormDialog
      open title={task.name} submitText={t('save')} onCancel={onClose}
      fields={[
        { name: 'budget', label: t('task.budget'), type: 'money', optional: true, help: t('task.budget_help') },
        { name: 'method', label: t('task.method'), type: 'choice', choices: METHODS.map((value) => ({ value, label: t(`method.${value}`) })), help: t('task.percent', { percent: task.percent }) },
        { name: 'units', label: t('task.units'), type: 'number', min: 0, visible: units },
        { name: 'units_done', label: t('task.units_done'), type: 'number', min: 0, visible: units },
        { name: 'unit', label: t('task.unit'), type: 'text', maxLength: 20, optional: true, visible: units },
        { name: 'physical', label: t('task.physical'), type: 'integer', min: 0, max: 100, visible: (v) => v.method === 'physical', help: t('task.physical_help') },
        { name: 'steps', label: t('task.steps'), type: 'custom', visible: (v) => v.method === 'steps', render: ({ value, onChange }) => <Steps steps={(value as Step[] | null) ?? []} onChange={onChange} /> },
        { name: 'low', label: t('task.low'), type: 'number', min: 0, optional: true, section: t('task.estimates'), help: t('task.estimates_help', { days: days(task.duration) ?? 0 }) },
        { name: 'likely', label: t('task.likely'), type: 'number', min: 0, optional: true },
        { name: 'high', label: t('task.high'), type: 'number', min: 0, optional: true },
      ]}
      initial={{ budget: task.budget ?? '', method: task.method, units: task.units, units_done: task.units_done, unit: task.unit, physical: task.physical, steps: task.steps, low: days(task.low), likely: days(task.likely), high: days(task.high) }}
      onSubmit={(values) => api.patch(`/tasks/${task.id}/control`, body(values))}
      onDone={() => { onClose(); void refresh(); toast(t('done.task', { name: task.name })); }}
    />
  );
}

function Steps({ steps, onChange }: { steps: Step[]; onChange: (steps: Step[]) => void }) {
  const { t } = useTranslation('control');
  const set = (at: number, part: Partial<Step>) => onChange(steps.map((s, i) => (i === at ? { ...s, ...part } : s)));
  return (
    <div className="ctl-form">
      {steps.map((s, i) => (
        <div key={i} className="ctl-steps">
          <input type="checkbox" checked={s.done} aria-label={t('task.step_done', { name: s.name })} onChange={(e) => set(i, { done: e.target.checked })} />
          <Input value={s.name} maxLength={120} aria-label={t('task.step_name', { number: i + 1 })} onChange={(e) => set(i, { name: e.target.value })} />
          <InputNumber value={s.weight} min={0} max={10000} precision={0} aria-label={t('task.step_weight', { name: s.name })} onChange={(weight) => set(i, { weight: weight ?? 0 })} />
          <button type="button" className="ib" aria-label={t('task.step_remove', { name: s.name })} onClick={() => onChange(steps.filter((_, n) => n !== i))}><X size={14} aria-hidden /></button>
        </div>
      ))}
      <button type="button" className="ctl-name row g4" onClick={() => onChange([...steps, { name: '', weight: 1, done: false }])}><Plus size={14} aria-hidden />{t('task.step_add')}</button>
    </div>
  );
}
