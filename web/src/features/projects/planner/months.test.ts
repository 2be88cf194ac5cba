import { describe, expect, it } from 'vitest';
import { monthWord } from './months';

const WEEK = 22.5 / 7;
const day = (y: number, m: number, d: number) => new Date(y, m - 1, d);

describe('the months over the chart', () => {
  it('name the year with the first month when it has room for it', () => {
    expect(monthWord(day(2026, 9, 1), day(2026, 8, 31), WEEK, true)).toBe('2026 年 9 月');
    expect(monthWord(day(2026, 9, 1), day(2026, 9, 1), WEEK, true)).toBe('2026 年 9 月');
  });
  it('name it with the next when the first is cut short, and nothing where nothing fits', () => {
    const begin = day(2026, 9, 14);
    expect(monthWord(begin, begin, WEEK, true)).toBe('9 月');
    expect(monthWord(day(2026, 10, 1), begin, WEEK, true)).toBe('2026 年 10 月');
    expect(monthWord(day(2026, 10, 1), begin, WEEK, false)).toBe('Oct 2026');
    expect(monthWord(day(2026, 9, 28), day(2026, 9, 28), WEEK, true)).toBe('');
    expect(monthWord(day(2026, 11, 1), begin, WEEK, true)).toBe('11 月');
  });
  it('name it with every January', () => {
    expect(monthWord(day(2027, 1, 1), day(2026, 9, 14), WEEK, true)).toBe('2027 年 1 月');
  });
});
