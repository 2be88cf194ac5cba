import { describe, expect, it } from 'vitest';
import type { Task, TaskLink } from '../api';
import { day, duration, durationShown, durationText, lag, lagText, percent, predecessors, predecessorText } from './typing';

const DAY = 480;
const tasks = [{ id: 'a', wbs: '1' }, { id: 'b', wbs: '2.1' }, { id: 'c', wbs: '12' }] as Task[];
const link = (part: Partial<TaskLink>) => ({ id: 'x', pred: 'a', succ: 'b', type: 'FS', lag: 0, elapsed: false, lag_percent: null, ...part }) as TaskLink;

describe('a length', () => {
  it.each([['5d', 2400], ['5', 2400], ['40h', 2400], ['2w', 4800], ['3周', 7200], ['3 天', 1440], ['1.5d', 720], ['90m', 90], ['４小时', 240], ['0.25 days', 120], ['0', 0]])('%s', (text, minutes) => {
    expect(duration(text, DAY)).toEqual({ value: minutes });
  });
  it.each(['', 'soon', '-3d', '5x', '3 d 4', '9999999w'])('refuses %j', (text) => {
    expect(duration(text, DAY)).toEqual({ problem: 'duration', what: text });
  });
  it('is said as short as it can be, and read back as the same', () => {
    expect([0, 120, 720, 2400, 150, 77, 366].map((m) => durationText(m, DAY))).toEqual(['0d', '0.25d', '1.5d', '5d', '2.5h', '77m', '6.1h']);
    expect([16_000, 2400, 77].map((m) => durationShown(m, DAY))).toEqual(['33.3d', '5d', '77m']);
    for (const minutes of [0, 1, 7, 30, 150, 366, 480, 720, 4801]) expect(duration(durationText(minutes, DAY), DAY)).toEqual({ value: minutes });
  });
});

describe('a day', () => {
  it.each([['2026-11-18', '2026-11-18'], ['2026/1/8', '2026-01-08'], ['20261118', '2026-11-18'], ['11/18', '2026-11-18'], ['11月18日', '2026-11-18'], ['27-1-22', '2027-01-22'], ['2026年2月28日', '2026-02-28']])('%s', (text, value) => {
    expect(day(text, '2026-11-22')).toEqual({ value });
  });
  it.each(['', '2026-02-30', '13/40', 'tomorrow', '18'])('refuses %j', (text) => {
    expect(day(text, '2026-11-22')).toEqual({ problem: 'day', what: text });
  });
});

describe('a percentage', () => {
  it('is a whole number up to 100', () => {
    expect([percent('40%'), percent(' 100 '), percent('０')]).toEqual([{ value: 40 }, { value: 100 }, { value: 0 }]);
    for (const text of ['101', '-5', '4.5', '']) expect(percent(text)).toEqual({ problem: 'percent', what: text });
  });
});

describe('predecessors', () => {
  const plain = { lag: 0, elapsed: false, lag_percent: null };
  it.each([
    ['12FS+2d', [{ pred_id: 'c', type: 'FS', lag: 960, elapsed: false, lag_percent: null }]],
    ['1, 2.1ss-4h', [{ pred_id: 'a', type: 'FS', ...plain }, { pred_id: 'b', type: 'SS', ...plain, lag: -240 }]],
    ['1SF+3ed、2.1FF+50%', [{ pred_id: 'a', type: 'SF', lag: 4320, elapsed: true, lag_percent: null }, { pred_id: 'b', type: 'FF', ...plain, lag_percent: 50 }]],
    ['1完成-开始+1周', [{ pred_id: 'a', type: 'FS', ...plain, lag: 2400 }]],
    ['12 − 2d', [{ pred_id: 'c', type: 'FS', ...plain, lag: -960 }]],
    ['', []],
  ])('%s', (text, value) => { expect(predecessors(text, tasks, DAY)).toEqual({ value }); });
  it('names what it can not read', () => {
    expect(predecessors('1, 7FS', tasks, DAY)).toEqual({ problem: 'number', what: '7' });
    expect(predecessors('1XX', tasks, DAY)).toEqual({ problem: 'link', what: '1XX' });
    expect(predecessors('1FS+2q', tasks, DAY)).toEqual({ problem: 'link', what: '1FS+2q' });
  });
  it('are written as they are read', () => {
    expect(predecessorText(link({}), '2.1', DAY)).toBe('2.1');
    expect(predecessorText(link({ lag: 960 }), '12', DAY)).toBe('12FS+2d');
    for (const one of [{ type: 'SS' as const, lag: -240 }, { lag: 4320, elapsed: true }, { type: 'FF' as const, lag_percent: -30 }]) {
      const found = predecessors(predecessorText(link(one), '1', DAY), tasks, DAY);
      expect(found).toEqual({ value: [{ pred_id: 'a', type: 'FS', ...plain, ...one }] });
    }
  });
  it('a lag alone is read the same way', () => {
    expect(lag('-4h', DAY)).toEqual({ value: { ...plain, lag: -240 } });
    expect(lag('', DAY)).toEqual({ value: plain });
    expect(lag('x', DAY)).toEqual({ problem: 'lag', what: 'x' });
    expect(lagText(link({ lag: 2880, elapsed: true }), DAY)).toBe('+2ed');
  });
});
