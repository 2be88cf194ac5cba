import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { PROJECT, type Schedule, type Task } from '../api';
import { dayEnd, daysFrom } from './instants';

type Dates = Schema<'BaselineDates'>;
export type Baselines = Schema<'BaselinesOut'>;

export const useBaselines = (id: string, enabled: boolean) => useQuery({ queryKey: [PROJECT, 'baselines', id], enabled, queryFn: ({ signal }) => api.get<Baselines>(`/projects/${id}/baselines`, { signal }) });

/** A row beside another baseline than the one that counts. */
function beside(task: Task, of: { start: string; finish: string } | undefined): Task {
  if (!of) return task.baseline_start === null && task.late_days === null ? task : { ...task, baseline_start: null, baseline_finish: null, late_days: null };
  const late_days = task.finish ? daysFrom(dayEnd(of.finish), dayEnd(task.finish)) : null;
  return { ...task, baseline_start: of.start, baseline_finish: of.finish, late_days };
}

/** The plan with the dates of a chosen baseline in place of the one that counts. A row that did not change stays the same object. */
export function useAgainst(schedule: Schedule, chosen: string | null): Schedule {
  const dates = useQuery({ queryKey: [PROJECT, 'baseline-dates', chosen], enabled: chosen !== null, staleTime: Infinity, queryFn: ({ signal }) => api.get<Dates>(`/baselines/${chosen ?? ''}/dates`, { signal }) }).data;
  const rows = useMemo(() => ({ made: new WeakMap<Task, Task>(), of: dates && new Map(dates.dates.map((one) => [one.task, one])) }), [dates]);
  return useMemo(() => {
    const { of, made } = rows;
    if (chosen === null || !of) return schedule;
    const tasks = schedule.tasks.map((task) => {
      const known = made.get(task) ?? beside(task, of.get(task.id));
      made.set(task, known);
      return known;
    });
    return { ...schedule, tasks };
  }, [schedule, chosen, rows]);
}
