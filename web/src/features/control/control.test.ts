import { describe, expect, it } from 'vitest';
import { ratio, tone, type ComparedRow } from './api';
import { sorted } from './CompareTable';
import { curveOption, height } from './curveOption';

const row = (wbs: string, finish_days: number | null, cost: string | null) => ({ id: wbs, wbs, finish_days, cost }) as ComparedRow;

describe('what is compared', () => {
  const rows = [row('1', 2, null), row('2', -9, '-30000.00'), row('3', null, '500.00')];
  it('stands in the order of how far it moved, either way', () => {
    expect(sorted(rows, 'finish_days', true).map((r) => r.wbs)).toEqual(['2', '1', '3']);
    expect(sorted(rows, 'cost', true).map((r) => r.wbs)).toEqual(['2', '3', '1']);
    expect(sorted(rows, 'wbs', true).map((r) => r.wbs)).toEqual(['3', '2', '1']);
  });
});

describe('ratios and heights', () => {
  it('says nothing where there is nothing', () => {
    expect([ratio(null), ratio(0.9), ratio(1)]).toEqual(['—', '0.90', '1.00']);
    expect([tone(null), tone(1), tone(0.95), tone(0.5)]).toEqual([undefined, undefined, 'amber', 'red']);
    expect([height(null, 'zh'), height('4150000.00', 'zh'), height('4150000.00', 'en')]).toEqual([null, 415, 4150]);
  });
  it('draws no line over days without a value', () => {
    const point = { day: '2026-11-01', pv: '100.00', ev: null, ac: null, forecast: null };
    const words = { pv: 'PV', ev: 'EV', ac: 'AC', forecast: 'F', today: 'now' };
    const option = curveOption({ status_on: '2026-11-01', finish: null, points: [point] }, words, 'zh', () => '#000') as { series: { data: (number | null)[] }[] };
    expect(option.series.map((s) => s.data[0])).toEqual([0.01, null, null, null]);
  });
});
