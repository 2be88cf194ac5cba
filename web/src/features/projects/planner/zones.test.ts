import { afterAll, describe, expect, it } from 'vitest';
import type { Schedule, Task } from '../api';
import { dayEnd, dayOf, dayStart, daysFrom, lastDay, plusDays, toDate, toInstant } from './instants';
import { rowOf, spanOf } from './rows';
import { bodyOf } from './useDragging';

const home = process.env.TZ;
/** Behind and before UTC, by odd minutes, with a clock that jumps at midnight, at two, by half an hour, and beyond the date line. */
const ZONES = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'America/Sao_Paulo', 'Africa/Cairo', 'Europe/London', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Kiritimati', 'Pacific/Apia', 'America/St_Johns'];
/** Days on which clocks were set in one of them, and the ends of years and months. */
const DAYS = ['2026-03-08', '2026-03-29', '2026-04-24', '2026-10-25', '2026-11-01', '2026-10-04', '2026-12-31', '2027-01-01', '2028-02-29', '2018-11-04', '2018-02-18'];

afterAll(() => { process.env.TZ = home; });

describe.each(ZONES)('in %s', (zone) => {
  it('a drag by days moves by exactly these days and keeps the hour', () => {
    process.env.TZ = zone;
    for (const day of DAYS) {
      const task = { id: 'a', name: 'a', parent: null, kind: 'task', percent: 0, start: `${day}T08:00`, finish: `${day}T17:00` } as Task;
      const schedule = { project: { starts_on: day }, may: { plan: true }, today: day, tasks: [task] } as unknown as Schedule;
      const row = rowOf(task, schedule, true);
      expect([dayOf(row.start_date), daysFrom(row.start_date, row.end_date)]).toEqual([day, 1]);
      for (const by of [-40, -1, 1, 2, 31, 366]) {
        const start = plusDays(row.start_date, by);
        const wanted = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8)) + by)).toISOString().slice(0, 10);
        expect(bodyOf('move', row, start, plusDays(row.end_date, by))).toEqual({ start: `${wanted}T08:00` });
      }
      expect(bodyOf('move', row, row.start_date, row.end_date)).toBeNull();
      expect(bodyOf('resize', row, row.start_date, plusDays(row.end_date, 3))).toEqual({ finish: `${dayOf(plusDays(toDate(`${day}T12:00`), 4))}T00:00` });
    }
  });
  it('an instant keeps its day on the way to a Date and back', () => {
    process.env.TZ = zone;
    for (const day of DAYS) {
      for (const time of ['08:00', '12:30', '17:00', '23:59']) expect(toInstant(toDate(`${day}T${time}`))).toBe(`${day}T${time}`);
      expect(dayOf(dayStart(`${day}T08:00`))).toBe(day);
      expect(lastDay(`${day}T17:00`)).toBe(day);
      expect(daysFrom(dayStart(`${day}T08:00`), dayEnd(`${day}T17:00`))).toBe(1);
    }
  });
  it('the chart reaches from before the first day to after the last', () => {
    process.env.TZ = zone;
    const span = spanOf({ today: '2026-11-22', tasks: [{ start: '2026-10-25T08:00', finish: '2026-11-01T17:00', baseline_start: null, baseline_finish: null }] } as unknown as Schedule);
    expect([dayOf(span.from), dayOf(span.to)]).toEqual(['2026-10-11', '2026-12-16']);
  });
});
