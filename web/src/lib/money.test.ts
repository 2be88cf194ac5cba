import { describe, expect, it } from 'vitest';
import { compareMoney, figure, fromFen, isAmount, scaled, share, sumMoney, toFen, yuan } from './money';

describe('money', () => {
  it('counts in whole fen beyond what a float can hold', () => {
    expect(toFen('90071992547409.93')).toBe(9007199254740993n);
    expect(sumMoney(['0.10', '0.20'])).toBe('0.30');
    expect(fromFen(-5n)).toBe('-0.05');
  });
  it('refuses what is not an amount', () => {
    for (const bad of ['', 'abc', '1.234', '1e5', '--1', '1.']) expect(isAmount(bad)).toBe(false);
    expect(() => toFen('1.234')).toThrow(RangeError);
  });
  it('reads separators and both minus signs, and writes U+2212', () => {
    expect(toFen('−45,000.5')).toBe(-4500050n);
    expect(yuan('-45000')).toBe('−45,000.00');
    expect(yuan('4150000')).toBe('4,150,000.00');
  });
  it('rounds half away from zero in 万元', () => {
    expect(scaled('4150000.00', 'zh')).toBe('415.00');
    expect(scaled('50.00', 'zh')).toBe('0.01');
    expect(scaled('-50.00', 'zh')).toBe('−0.01');
    expect(scaled('49.99', 'zh')).toBe('0.00');
  });
  it('says 亿 from a hundred million on', () => {
    expect(figure('99999999.99', 'zh')).toEqual({ value: '10,000.00', unit: 'wan' });
    expect(figure('370000000.00', 'zh')).toEqual({ value: '3.70', unit: 'yi' });
    expect(figure('4150000.00', 'en')).toEqual({ value: '4.15', unit: 'm' });
    expect(figure('415000.00', 'en')).toEqual({ value: '415.0', unit: 'k' });
  });
  it('orders exactly and gives no share of nothing', () => {
    expect(compareMoney('9007199254740993.01', '9007199254740993.02')).toBe(-1);
    expect(share('2501.00', '4860.00')).toBe(51.4);
    expect(share('1.00', '0.00')).toBeNull();
  });
});
