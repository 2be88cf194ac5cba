import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Status } from '@/ui';
import type { Week } from './api';
import type { WeekHold } from './useWeek';
import { cellKey, DAY_MINUTES, hoursOf, hoursText, parseHours, writable } from './week';
import { RowName } from './WeekGrid';

const STEP = 30;

/** The phone's way: a day at a time, half an hour a tap. */
export function DayList({ week, hold }: { week: Week; hold: WeekHold }) {
  const { t, i18n } = useTranslation('timesheets');
  const [day, setDay] = useState(() => week.days.find((d) => d.date === week.today)?.date ?? week.monday);
  const here = week.days.find((d) => d.date === day);
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'narrow', timeZone: 'UTC' });
  const sumOf = (of: string) => hold.rows.reduce((sum, row) => sum + hold.at(cellKey(row.key, of)).minutes, 0);
  const put = (key: string, minutes: number) => hold.write({ [key]: { ...hold.at(key), minutes: Math.max(0, Math.min(DAY_MINUTES, minutes)) } });
  return (
    <>
      <div className="ts-days" role="group" aria-label={t('week.days')}>
        {week.days.map((d) => (
          <button key={d.date} type="button" aria-pressed={d.date === day} className={d.working ? '' : 'rest'} onClick={() => setDay(d.date)} aria-label={`${d.date}, ${hoursOf(sumOf(d.date))} h`}>
            <span className="s12">{weekday.format(new Date(`${d.date}T00:00:00Z`))}</span><span className="num">{Number(d.date.slice(8))}</span><span className="s12 num t2">{hoursOf(sumOf(d.date))}</span>
          </button>
        ))}
      </div>
      {here?.closed && <p className="notice mt8">{t('grid.closed')}</p>}
      <ul className="ts-rows">
        {hold.rows.map((row) => {
          const key = cellKey(row.key, day);
          const cell = hold.cells.get(key);
          const held = hold.at(key);
          const open = writable(cell, here?.closed ?? true);
          return (
            <li key={row.key}>
              <RowName row={row} />
              {cell && cell.state !== 'draft' && <Status state={`hours.${cell.state}`} />}
              {open ? (
                <span className="ts-step">
                  <button type="button" aria-label={t('step.less', { name: row.task?.name ?? row.project.name })} disabled={held.minutes === 0} onClick={() => put(key, held.minutes - STEP)}><Minus size={20} aria-hidden /></button>
                  <input
                    key={`${key}:${held.minutes}`} inputMode="decimal" defaultValue={hoursText(held.minutes)} placeholder="0" aria-label={t('grid.cell', { row: row.task?.name ?? row.project.name, day })}
                    onFocus={(e) => e.currentTarget.select()} onBlur={(e) => { const minutes = parseHours(e.target.value); if (minutes !== null && minutes !== held.minutes) put(key, minutes); else e.target.value = hoursText(held.minutes); }}
                  />
                  <button type="button" aria-label={t('step.more', { name: row.task?.name ?? row.project.name })} onClick={() => put(key, held.minutes + STEP)}><Plus size={20} aria-hidden /></button>
                </span>
              ) : <span className="num">{hoursOf(held.minutes)}</span>}
              {cell?.reason && <span className="s14 amber wide">{cell.reason}</span>}
            </li>
          );
        })}
      </ul>
    </>
  );
}
