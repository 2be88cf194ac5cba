import { describe, expect, it } from 'vitest';
import { addDays, dayOf, daysBetween, distance, mondayOf, proseDate, stampOf, timeOf, weeksOf } from './dates';

describe('dates', () => {
  it('reads an instant on the company clock, whatever the browser thinks', () => {
    expect(dayOf('2026-11-17T16:30:00Z')).toBe('2026-11-18');
    expect(timeOf('2026-11-17T16:30:00Z')).toBe('00:30');
    expect(stampOf('2026-11-18T02:32:00Z')).toBe('2026-11-18 10:32');
  });
  it('begins a week with Monday', () => {
    expect(['2026-11-16', '2026-11-18', '2026-11-22', '2026-03-01'].map(mondayOf)).toEqual(['2026-11-16', '2026-11-16', '2026-11-16', '2026-02-23']);
  });
  it('begins a month on Monday and gives it whole weeks', () => {
    const weeks = weeksOf('2026-11');
    expect([weeks.length, weeks[0]?.[0], weeks.at(-1)?.[6]]).toEqual([6, '2026-10-26', '2026-12-06']);
    expect(weeksOf('2027-02').map((w) => w[0])).toEqual(['2027-02-01', '2027-02-08', '2027-02-15', '2027-02-22']);
  });
  it('never shifts a plain date', () => {
    expect(dayOf('2026-11-18')).toBe('2026-11-18');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(daysBetween('2026-10-31', '2026-11-18')).toBe(18);
  });
  it('says today and its neighbours in words and the rest in days', () => {
    expect(distance('2026-11-18', '2026-11-18')).toEqual({ key: 'today', count: 0 });
    expect(distance('2026-11-19', '2026-11-18').key).toBe('tomorrow');
    expect(distance('2026-11-17', '2026-11-18').key).toBe('yesterday');
    expect(distance('2026-12-25', '2026-11-18')).toEqual({ key: 'in_days', count: 37 });
    expect(distance('2026-10-31', '2026-11-18')).toEqual({ key: 'days_ago', count: 18 });
  });
  it('names the year in prose only when it is another one', () => {
    expect(proseDate('2026-11-18', 'zh', '2026-01-01')).toBe('11月18日');
    expect(proseDate('2027-03-31', 'zh', '2026-01-01')).toBe('2027年3月31日');
    expect(proseDate('2027-03-31', 'en', '2026-01-01')).toBe('31 Mar 2027');
  });
});
