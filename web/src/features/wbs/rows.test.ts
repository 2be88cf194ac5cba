import { describe, expect, it } from 'vitest';
import type { Row } from './api';
import { afterText, isSummary, parseAfter, shifted, without } from './rows';

const row = (key: string, level: number, after: Row['after'] = []): Row => ({ key, level, name: key, days: 5, milestone: false, after, pay: '' });
const rows = [row('a', 0), row('b', 1), row('c', 1, [{ key: 'b', type: 'SS', lag: 3 }]), row('d', 0, [{ key: 'c', type: 'FS', lag: 0 }, { key: 'b', type: 'FF', lag: -2 }])];

describe('links by line numbers', () => {
  it('are written and read back', () => {
    expect(rows.map((r) => afterText(r, rows))).toEqual(['', '', '2SS+3', '3, 2FF-2']);
    expect(rows.map((r) => parseAfter(afterText(r, rows), rows))).toEqual(rows.map((r) => r.after));
    expect(parseAfter('2ss + 3；1', rows)).toEqual([{ key: 'b', type: 'SS', lag: 3 }, { key: 'a', type: 'FS', lag: 0 }]);
    expect(['9', 'x', '2XX', '0'].map((text) => parseAfter(text, rows))).toEqual([null, null, null, null]);
  });
});

describe('an outline', () => {
  it('moves a row with all under it', () => {
    expect(rows.map((_, n) => isSummary(rows, n))).toEqual([true, false, false, false]);
    expect(shifted(rows, 3, 1)?.map((r) => r.level)).toEqual([0, 1, 1, 1]);
    expect(shifted(rows, 0, 1)).toBeNull();
    expect(shifted(rows, 1, -1)?.map((r) => r.level)).toEqual([0, 0, 1, 0]);
  });
  it('forgets links to what is gone', () => {
    expect(without(rows, 0)).toEqual([row('d', 0)]);
  });
});
