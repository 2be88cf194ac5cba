import { describe, expect, it } from 'vitest';
import type { Instalment } from './api';
import { allocate, difference, emptyRow, fill, fromTemplate, parseAmount, percentOf, totalOf } from './plan';

const row = (percent: string, amount = '') => ({ ...emptyRow(), percent, amount });

describe('an amount as people type it', () => {
  it.each([
    ['415万', '4150000.00'], ['1.2 亿', '120000000.00'], ['￥4,150,000.5', '4150000.50'], ['0.000001万', '0.01'], ['350k', '350000.00'], ['12 元', '12.00'],
  ])('%s is %s', (text, amount) => expect(parseAmount(text)).toBe(amount));
  it.each(['1.005', '-5', '', '12万3', '10000000000000', '0.0000001万', 'abc'])('%s is none', (text) => expect(parseAmount(text)).toBeNull());
});

describe('a plan by percentages', () => {
  it('adds up to the fen: the last row takes the rest', () => {
    const rows = fill([row('33.33'), row('33.33'), row('33.34')], '100.01');
    expect(rows.map((r) => r.amount)).toEqual(['33.33', '33.33', '33.35']);
    expect(totalOf(rows)).toBe('100.01');
  });
  it('leaves rows without a percentage alone', () => {
    expect(fill([row('50'), row('', '7.00')], '100.00').map((r) => r.amount)).toEqual(['50.00', '7.00']);
  });
  it('says what is missing, what is too much, and when it agrees', () => {
    expect(difference([row('', '99.99')], '100.00')).toEqual({ key: 'short', amount: '0.01' });
    expect(difference([row('', '100.01')], '100.00')).toEqual({ key: 'over', amount: '0.01' });
    expect(difference([row('', '100.00')], '100.00')).toEqual({ key: 'same' });
    expect(difference([row('', '1')], '')).toBeNull();
  });
  it.each(['works', 'stages', 'goods', 'once'])('template %s adds up', (name) => {
    expect(difference(fromTemplate(name, '48600000.01', (k) => k, '2026-03-05'), '48600000.01')).toEqual({ key: 'same' });
  });
  it('tells the share of an amount', () => {
    expect(percentOf('12150000.00', '48600000.00')).toBe('25');
    expect(percentOf('1.00', '3.00')).toBe('33.33');
    expect(percentOf('1.00', '0')).toBe('');
  });
});

describe('the split of a receipt', () => {
  const plan = [
    { id: 'late', seq: 3, owed: '5.00', due_on: '2026-10-31', expected_on: null },
    { id: 'none', seq: 1, owed: '5.00', due_on: null, expected_on: null },
    { id: 'soon', seq: 2, owed: '5.00', due_on: '2026-12-25', expected_on: null },
  ] as Instalment[];
  it('pays the oldest due first and what has no date last', () => {
    expect(allocate('12', plan)).toEqual({ parts: [{ instalment_id: 'late', amount: '5.00' }, { instalment_id: 'soon', amount: '5.00' }, { instalment_id: 'none', amount: '2.00' }], rest: '0.00' });
  });
  it('says what is left over', () => expect(allocate('20', plan).rest).toBe('5.00'));
});
