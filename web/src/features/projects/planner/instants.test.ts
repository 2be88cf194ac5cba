import { describe, expect, it } from 'vitest';
import { dayEnd, dayOf, daysFrom, dayStart, lastDay, plusDays, short, toDate, toInstant } from './instants';

describe('schedule instants', () => {
  it('keep their parts on the way to a Date and back', () => {
    expect(toInstant(toDate('2026-11-18T08:30'))).toBe('2026-11-18T08:30');
    expect(toInstant(toDate('2026-03-29T02:30').getHours() === 2 ? toDate('2026-03-29T02:30') : new Date(2026, 2, 29, 2, 30))).toContain('2026-03-29');
  });
  it('a finish at midnight ends the day before', () => {
    expect(lastDay('2026-11-18T17:00')).toBe('2026-11-18');
    expect(lastDay('2026-11-19T00:00')).toBe('2026-11-18');
    expect(dayOf(dayEnd('2026-11-18T17:00'))).toBe('2026-11-19');
    expect(dayOf(dayStart('2026-11-18T08:00'))).toBe('2026-11-18');
  });
  it('count whole days over months', () => {
    expect(daysFrom(toDate('2026-10-30T08:00'), toDate('2026-11-02T00:00'))).toBe(3);
    expect(toInstant(plusDays(toDate('2026-10-30T08:00'), 3))).toBe('2026-11-02T08:00');
  });
  it('say a day shortly, with the year where it is another', () => {
    expect(short('2026-11-09')).toBe('11/9');
    expect(short('2027-01-22', '2026')).toBe('27/1/22');
  });
});
