import { Button, Checkbox, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schedule } from '../api';
import { conditions, NO_FILTER, ownerKey, type PlanFilter } from './filter';
import { levelOf } from './outline';

interface Props { schedule: Schedule; filter: PlanFilter; found: number; onFilter: (filter: PlanFilter) => void }

const FLAGS = ['critical', 'late', 'milestones', 'open'] as const;

/** Conditions on the rows; what they lie under is shown with them. */
export function PlanFilterBar({ schedule, filter, found, onFilter }: Props) {
  const { t } = useTranslation('projects');
  const set = (change: Partial<PlanFilter>) => onFilter({ ...filter, ...change });
  const owners = useMemo(() => {
    const names = new Map(schedule.tasks.flatMap((task) => (task.owner ? [[ownerKey(task), task.owner.name] as const] : [])));
    return [...names].map(([value, label]) => ({ value, label }));
  }, [schedule.tasks]);
  const deepest = useMemo(() => schedule.tasks.reduce((most, task) => Math.max(most, levelOf(task)), 1), [schedule.tasks]);
  const on = conditions(filter) > 0 || filter.level !== null;
  return (
    <div className="pl-filter" role="search" aria-label={t('filter.open')}>
      <Input.Search size="small" className="pl-find" allowClear placeholder={t('filter.text')} aria-label={t('filter.text')} value={filter.text} onChange={(e) => set({ text: e.target.value })} />
      {FLAGS.map((key) => <Checkbox key={key} checked={filter[key]} onChange={(e) => set({ [key]: e.target.checked })}>{t(`filter.${key === 'open' ? 'unfinished' : key}`)}</Checkbox>)}
      {owners.length > 0 && <Select size="small" className="pl-owner" allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('grid.owner')} aria-label={t('grid.owner')} value={filter.owner} options={owners} onChange={(owner) => set({ owner: owner ?? null })} />}
      <DatePicker.RangePicker
        size="small" allowEmpty={[true, true]} value={[filter.from ? dayjs(filter.from) : null, filter.to ? dayjs(filter.to) : null]}
        onChange={(days) => set({ from: days?.[0]?.format('YYYY-MM-DD') ?? null, to: days?.[1]?.format('YYYY-MM-DD') ?? null })}
      />
      {deepest > 1 && <Select size="small" allowClear placeholder={t('filter.level')} aria-label={t('filter.level')} value={filter.level} options={Array.from({ length: deepest }, (_, i) => ({ value: i + 1, label: t('filter.to_level', { level: i + 1 }) }))} onChange={(level) => set({ level: level ?? null })} />}
      {on && <><span className="s13 t3" role="status">{t('filter.found', { count: found })}</span><Button size="small" type="link" onClick={() => onFilter(NO_FILTER)}>{t('filter.clear')}</Button></>}
    </div>
  );
}
