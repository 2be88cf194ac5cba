import type { EChartsCoreOption } from 'echarts/core';
import { scaled, toFen } from '@/lib/money';
import type { Curve } from './api';

export const SERIES = ['pv', 'ev', 'ac', 'forecast'] as const;
const COLOUR = { pv: '--cat1', ev: '--cat3', ac: '--cat2', forecast: '--cat6' } as const;

/** Only for drawing: 万元, or thousands in English. The numbers that are read come from the strings. */
export const height = (value: string | null, lang: string): number | null => (value === null ? null : Number(toFen(value)) / (lang.startsWith('zh') ? 1_000_000 : 100_000));

export function curveOption(curve: Curve, words: Record<(typeof SERIES)[number] | 'today', string>, lang: string, colour: (name: string) => string): EChartsCoreOption {
  const text = { color: colour('--text3'), fontFamily: colour('--font'), fontSize: 12 };
  return {
    animation: false,
    textStyle: { fontFamily: colour('--font') },
    grid: { left: 0, right: 12, top: 22, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis', confine: true, backgroundColor: colour('--raised'), borderColor: colour('--line'), textStyle: { color: colour('--text'), fontSize: 13, fontFamily: colour('--font') },
      formatter: (points: { dataIndex: number }[]) => {
        const p = curve.points[points[0]?.dataIndex ?? 0];
        return p ? [p.day, ...SERIES.filter((k) => p[k] !== null).map((k) => `${words[k]} <b>${scaled(p[k] ?? '0', lang)}</b>`)].join('<br>') : '';
      },
    },
    xAxis: { type: 'category', boundaryGap: false, data: curve.points.map((p) => p.day), axisTick: { show: false }, axisLine: { lineStyle: { color: colour('--line') } }, axisLabel: { ...text, formatter: (day: string) => day.slice(0, 7), hideOverlap: true } },
    yAxis: { type: 'value', min: 0, splitNumber: 4, axisLabel: { ...text, formatter: (v: number) => v.toLocaleString('en-US') }, splitLine: { lineStyle: { color: colour('--line2') } } },
    series: SERIES.map((key) => ({
      type: 'line', name: words[key], showSymbol: false, connectNulls: false, emphasis: { disabled: true }, data: curve.points.map((p) => height(p[key], lang)),
      lineStyle: { color: colour(COLOUR[key]), width: 2, type: key === 'forecast' ? 'dashed' : 'solid' }, itemStyle: { color: colour(COLOUR[key]) },
      ...(key === 'pv' ? { markLine: { silent: true, symbol: 'none', lineStyle: { color: colour('--text3'), type: 'dotted' }, label: { ...text, formatter: words.today }, data: [{ xAxis: curve.status_on }] } } : {}),
    })),
  };
}
