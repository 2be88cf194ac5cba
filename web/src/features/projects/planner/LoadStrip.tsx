import { useQuery } from '@tanstack/react-query';
import type { GanttStatic } from 'dhtmlx-gantt';
import { useEffect, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { PROJECT } from '../api';
import { plusDays, toDate } from './instants';
import type { Scale } from './zoom';

type Load = Schema<'ProjectLoad'>;
type Person = Load['resources'][number];

const HEIGHT = 44;
const LABEL = 10;

/** The chart's window, so that the strip stands under its days. */
function useWindow(gantt: RefObject<GanttStatic | null>, ready: boolean): { left: number; grid: number } {
  const [at, setAt] = useState({ left: 0, grid: 486 });
  useEffect(() => {
    const g = gantt.current;
    if (!g || !ready) return undefined;
    const read = () => setAt((old) => {
      const now = { left: g.getScrollState().x, grid: (g as unknown as { $grid?: HTMLElement }).$grid?.clientWidth ?? 486 };
      return now.left === old.left && now.grid === old.grid ? old : now;
    });
    const events = [g.attachEvent('onGanttScroll', read), g.attachEvent('onGanttRender', read)];
    read();
    return () => events.forEach((e) => g.detachEvent(e));
  }, [gantt, ready]);
  return at;
}

/** Hours of everybody with work in this project, over all projects, against what he can give; what is beyond is red. */
export function LoadStrip({ id, version, scale, gantt, ready }: { id: string; version: number; scale: Scale; gantt: RefObject<GanttStatic | null>; ready: boolean }) {
  const { t } = useTranslation('projects');
  const unit = scale === 'hour' || scale === 'day' ? 'day' : 'week';
  const { left, grid } = useWindow(gantt, ready);
  const query = useQuery({ queryKey: [PROJECT, 'load', id, version, unit], queryFn: ({ signal }) => api.get<Load>(`/projects/${id}/load`, { params: { unit }, signal }), placeholderData: (old) => old });
  const g = gantt.current;
  if (query.error) return <p className="pl-load-none red s13" role="alert">{Problem.from(query.error).message}</p>;
  if (!query.data || !g || !ready) return null;
  const { resources, starts, to_on: last } = query.data;
  if (resources.length === 0) return <p className="pl-load-none s13 t3">{t('load.none')}</p>;
  const edges = [...starts.map((day) => g.posFromDate(toDate(`${day}T00:00`))), g.posFromDate(plusDays(toDate(`${last}T00:00`), 1))];
  return (
    // More people than fit are scrolled to, by the keyboard too.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="pl-load" tabIndex={0} aria-label={t('load.title')}>
      {resources.map((person) => (
        <div key={person.id} className="pl-load-row">
          <div className="pl-load-who" style={{ width: grid }}>
            <b className="el">{person.name}</b>
            <span className={peak(person) > 100 ? 'red s12' : 's12 t3'}>{words(person, starts, t)}</span>
          </div>
          <svg className="pl-load-chart" height={HEIGHT} role="img" aria-label={`${person.name} ${words(person, starts, t)}`}>
            <g transform={`translate(${-left} 0)`}><Columns person={person} edges={edges} /></g>
          </svg>
        </div>
      ))}
    </section>
  );
}

const asked = (person: Person, i: number) => (person.here[i] ?? 0) + (person.elsewhere[i] ?? 0);
const beyond = (person: Person, i: number) => Math.max(asked(person, i) - (person.able[i] ?? 0), 0);

/** Percent of the fullest bucket in which there is time to give. */
function peak(person: Person): number {
  return person.able.reduce((most, able, i) => Math.max(most, able > 0 ? Math.round((100 * asked(person, i)) / able) : asked(person, i) > 0.05 ? 101 : 0), 0);
}

function words(person: Person, starts: string[], t: ReturnType<typeof useTranslation<'projects'>>['t']): string {
  const over = person.able.findIndex((_, i) => beyond(person, i) > 0.05);
  const hours = Math.round(person.able.reduce((sum, _, i) => sum + beyond(person, i), 0));
  return over < 0 ? t('load.peak', { percent: peak(person) }) : t('load.over', { day: starts[over], hours: Math.max(hours, 1) });
}

function Columns({ person, edges }: { person: Person; edges: number[] }) {
  const most = Math.max(...person.able, ...person.able.map((_, i) => asked(person, i)), 0.1);
  const tall = (hours: number) => (hours / most) * (HEIGHT - LABEL);
  return (
    <>
      {person.able.map((able, i) => {
        const [x, next] = [edges[i] ?? 0, edges[i + 1] ?? 0];
        const wide = Math.max(next - x - 1.5, 1);
        const [sum, over] = [asked(person, i), beyond(person, i)];
        return (
          <g key={x}>
            {sum > 0 && <rect className="pl-load-in" x={x + 0.5} width={wide} y={HEIGHT - tall(sum - over)} height={tall(sum - over)} />}
            {over > 0.05 && <rect className="pl-load-over" x={x + 0.5} width={wide} y={HEIGHT - tall(sum)} height={tall(over)} />}
            {able > 0 && <line className="pl-load-able" x1={x} x2={next} y1={HEIGHT - tall(able)} y2={HEIGHT - tall(able)} />}
          </g>
        );
      })}
    </>
  );
}
