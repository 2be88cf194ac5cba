import { describe, expect, it } from 'vitest';
import type { Week } from './api';
import { bodyOf, cellsOf, copied, hoursText, parseHours, parsePaste } from './week';

const cell = (day: string, minutes: number) => ({ id: day, version: 3, day, booked_on: day, project: '二期', minutes, note: '', state: 'draft' as const, reason: '', decided_by: '' });
const row = (cells: ReturnType<typeof cell>[]) => ({ project: { id: 'p', name: '二期', code: 'XM-1' }, task: { id: 't', name: '吊装' }, kind: 'normal' as const, cells });
const day = (date: string, working = true, closed = false) => ({ date, working, closed, holiday: null, before_hire: false });
const week: Week = {
  monday: '2026-11-16', today: '2026-11-18', expected: 2400, corrections: [],
  days: [day('2026-11-16'), day('2026-11-17'), day('2026-11-18', false), day('2026-11-19', true, true)],
  rows: [row([cell('2026-11-17', 60)])],
  before: [row([cell('2026-11-09', 480), cell('2026-11-10', 480), cell('2026-11-11', 480), cell('2026-11-12', 480)])],
};

describe('hours as they are typed', () => {
  it('takes decimals, a clock and units, and nothing else', () => {
    expect(['7.5', '7,5', '7:30', '7：30', '8h', '8 小时', '', '24', '0.25', '.5'].map(parseHours)).toEqual([450, 450, 450, 450, 480, 480, 0, 1440, 15, 30]);
    expect(['25', '-1', 'abc', '7:75', '24.5', '1e1', '.'].map(parseHours)).toEqual([null, null, null, null, null, null, null]);
    expect([450, 480, 0, 20].map(hoursText)).toEqual(['7.5', '8', '', '0.33']);
  });
  it('reads a row from a spreadsheet', () => {
    expect(parsePaste('8\t7.5\t\t总计\r\n4\n')).toEqual([[480, 450, 0, null], [240]]);
  });
});

describe('a week', () => {
  it('takes over last week only where it is empty, open and a working day', () => {
    expect(Object.entries(copied(week, {}).drafts)).toEqual([['p|t|normal|2026-11-16', { minutes: 480, note: '' }]]);
  });
  it('sends cells with the version that was read', () => {
    expect(bodyOf({ 'p|t|normal|2026-11-17': { minutes: 90, note: '晚' }, 'p||overtime|2026-11-16': { minutes: 30, note: '' } }, cellsOf(week))).toEqual([
      { project_id: 'p', task_id: 't', kind: 'normal', day: '2026-11-17', minutes: 90, note: '晚', version: 3 },
      { project_id: 'p', task_id: null, kind: 'overtime', day: '2026-11-16', minutes: 30, note: '', version: 0 },
    ]);
  });
});
