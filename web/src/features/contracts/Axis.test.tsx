import { describe, expect, it } from 'vitest';
import type { Instalment } from './api';
import { todayAt } from './Axis';

const rows = (...days: (string | null)[]) => days.map((due_on, i) => ({ id: String(i), due_on, expected_on: null })) as Instalment[];

describe('where today falls on the line of instalments', () => {
  it('lies between its neighbours in proportion to the days', () => expect(todayAt(rows('2026-10-31', '2026-12-20'), [40, 58], '2026-11-25')).toBe(49));
  it('passes over rows that have no date', () => expect(todayAt(rows('2026-01-01', null, '2026-01-11'), [0, 50, 100], '2026-01-06')).toBe(50));
  it('stands before the first and after the last', () => {
    expect(todayAt(rows('2026-10-31'), [50], '2026-01-01')).toBe(25);
    expect(todayAt(rows('2026-10-31'), [50], '2027-01-01')).toBe(75);
  });
  it('is nowhere when nothing has a date', () => expect(todayAt(rows(null), [50], '2026-01-01')).toBeNull());
});
