import { Button, Segmented } from 'antd';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { addDays, daysBetween, isDate, today, weekOf, weeksOf } from '@/lib/dates';
import { ErrorState, toast } from '@/ui';
import { refresh } from '../api';
import { useTaskDays, type TaskDays, type TaskRow } from './api';
import { useDaysOff } from './daysOff';
import { taskLink } from './TaskList';

/** Tasks of a day that are named; the others are counted and lead to the list. */
const SHOWN = { month: 4, week: 40 };
const NOTHING: TaskDays['days'] = [];

/** Tasks on the day they are to be done; one that has not begun is dragged to another day, and all behind it follows. */
export function TaskCalendar({ query }: { query: string }) {
  const { t, i18n } = useTranslation('tasks');
  const [params, setParams] = useSearchParams();
  const [held, setHeld] = useState<TaskRow | null>(null);
  const [over, setOver] = useState('');
  const span = params.get('span') === 'week' ? 'week' : 'month';
  const asked = params.get('day') ?? '';
  const current = today();
  const day = isDate(asked) ? asked : current;
  const month = day.slice(0, 7);
  const weeks = span === 'week' ? [weekOf(day)] : weeksOf(month);
  const first = weeks[0]?.[0] ?? day;
  const last = weeks.at(-1)?.at(-1) ?? day;
  const found = useTaskDays(query, first, last, SHOWN[span]);
  const off = useDaysOff(first, last);
  const byDay = new Map((found.data?.days ?? NOTHING).map((one) => [one.date, one]));
  const go = (to: string, as = span) => setParams((old) => { const now = new URLSearchParams(old); now.set('day', to); if (as === 'week') now.set('span', 'week'); else now.delete('span'); return now; });
  const step = (by: number) => go(span === 'week' ? addDays(day, by * 7) : addDays(`${month}-15`, by * 30).slice(0, 8) + '01');
  const may = (one: TaskRow) => one.may_plan && one.state === 'todo' && one.start !== null;
  const drop = async (to: string) => {
    const one = held;
    setHeld(null); setOver('');
    if (!one?.finish || !one.start || to === one.finish) return;
    const begin = addDays(one.start, daysBetween(one.finish, to));
    try {
      const told = await api.post<Schema<'PlanChange'>>(`/tasks/${one.id}/move`, { start: `${begin}T08:00` }, { version: one.plan_version });
      await refresh();
      const now = told.tasks.find((row) => row.id === one.id)?.finish?.slice(0, 10) ?? to;
      toast({ text: t('calendar.moved', { name: one.name, day: now }), undo: async () => { await api.post(`/projects/${one.project_id}/schedule/undo`, {}, { version: told.version }); await refresh(); } });
    } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); await refresh(); }
  };
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' });
  return (
    <div className="cal">
      <div className="cal-head row g8">
        <Button size="small" aria-label={t('calendar.before')} icon={<ChevronLeft size={15} />} onClick={() => step(-1)} />
        <h2 className="num">{span === 'week' ? `${first} — ${last}` : month}</h2>
        <Button size="small" aria-label={t('calendar.after')} icon={<ChevronRight size={15} />} onClick={() => step(1)} />
        <Button size="small" onClick={() => go(current)}>{t('calendar.today')}</Button>
        <Segmented size="small" value={span} onChange={(as) => go(day, as)} aria-label={t('calendar.span')} options={[{ value: 'month', label: t('calendar.month') }, { value: 'week', label: t('calendar.week') }]} />
      </div>
      {found.isError && <ErrorState title={t('failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />}
      <table className="cal-grid" aria-busy={found.isFetching}>
        <thead><tr>{(weeks[0] ?? []).map((d) => <th key={d} scope="col">{weekday.format(new Date(`${d}T00:00:00Z`))}</th>)}</tr></thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((d) => {
                const { count = 0, items = [] } = byDay.get(d) ?? {};
                const rest = off.get(d);
                return (
                  <td
                    key={d} className={`${span === 'week' || d.startsWith(month) ? '' : 'out'} ${rest !== undefined ? 'rest' : ''} ${over === d ? 'tk-over' : ''}`}
                    onDragOver={held ? (e: DragEvent) => { e.preventDefault(); setOver(d); } : undefined} onDrop={() => void drop(d)}
                  >
                    <time dateTime={d} className={d === current ? 'now num' : 'num'}>{Number(d.slice(8))}</time>{rest && <span className="s12 t3 tk-holiday">{rest}</span>}
                    <ul>
                      {items.map((one) => <li key={one.id}><Link to={taskLink(one)} className={one.late ? 'late' : one.state === 'done' ? 't3' : ''} title={`${one.project} · ${one.name}`} draggable={may(one)} onDragStart={() => setHeld(one)} onDragEnd={() => { setHeld(null); setOver(''); }}><span className="el grow">{one.name}</span>{one.percent > 0 && <span className="num">{one.percent}%</span>}</Link></li>)}
                      {count > items.length && <li><Link className="s12" to={`/tasks?${query ? `${query}&` : ''}filter=finish:eq:${d}`}>{t('calendar.more', { count: count - items.length })}</Link></li>}
                    </ul>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="s13 t3">{t('calendar.hint')}</p>
    </div>
  );
}
