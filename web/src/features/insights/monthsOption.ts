import type { EChartsCoreOption } from 'echarts/core';
import { scaled, toFen } from '@/lib/money';
import type { Month } from './api';
import { isZh, monthName } from './words';

export interface Words { signed: string; received: string; thisMonth: string }

/** Only for drawing: 万元, or thousands in English. The numbers that are read come from the strings. */
const height = (value: string, lang: string) => Number(toFen(value)) / (isZh(lang) ? 1_000_000 : 100_000);
const short = (value: string, lang: string) => scaled(value, lang).replace(/\.\d+$/, '');

function hatch(light: string, strong: string): { image: HTMLCanvasElement; repeat: 'repeat' } | string {
  const tile = document.createElement('canvas');
  const side = 8;
  tile.width = side;
  tile.height = side;
  const pen = tile.getContext('2d');
  if (!pen) return light;
  pen.fillStyle = light;
  pen.fillRect(0, 0, side, side);
  pen.strokeStyle = strong;
  pen.lineWidth = 2.5;
  for (const shift of [-side, 0, side]) {
    pen.beginPath();
    pen.moveTo(shift, side);
    pen.lineTo(shift + side, 0);
    pen.stroke();
  }
  return { image: tile, repeat: 'repeat' };
}

const PLOT_HEIGHT = 220;
const GAP = 5;
const LABEL_HEIGHT = 18;
/** How far a label reaches to either side, in steps from bar to bar. */
const REACH = 0.62;

/** Pixels between a bar and its label, so that the line runs above the label or below it and never through. */
export function clearance(items: Month[], at: number): number {
  const yuan = (value: string | undefined) => Number(toFen(value ?? '0'));
  const line = items.map((m) => yuan(m.received));
  const bar = yuan(items[at]?.signed);
  const most = Math.max(...items.map((m) => yuan(m.signed)), ...line);
  if (most <= 0) return GAP;
  const here = line[at] ?? 0;
  const sides = [line[at - 1], line[at + 1]].filter((v) => v !== undefined).map((v) => here + (v - here) * REACH);
  const pixels = (value: number) => (value / most) * PLOT_HEIGHT;
  const low = pixels(Math.min(here, ...sides) - bar);
  const high = pixels(Math.max(here, ...sides) - bar);
  const clear = high <= 0 || low >= LABEL_HEIGHT + GAP * 2;
  return clear ? GAP : high + GAP * 2;
}

/** Bars for what was signed, a line for what came in; the month that is not over is hatched. */
export function monthsOption(items: Month[], words: Words, lang: string, colour: (name: string) => string, phone: boolean): EChartsCoreOption {
  const top = items.reduce((most, m) => (toFen(m.signed) > most ? toFen(m.signed) : most), 0n);
  const text = { color: colour('--text3'), fontFamily: colour('--font'), fontSize: 12 };
  const labelled = (m: Month) => toFen(m.signed) > 0n && (toFen(m.signed) === top || m.unfinished);
  const pattern = hatch(colour('--bar'), colour('--bar2'));
  return {
    animation: false,
    textStyle: { fontFamily: colour('--font') },
    grid: { left: 0, right: 6, top: 26, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis', confine: true, backgroundColor: colour('--raised'), borderColor: colour('--line'), textStyle: { color: colour('--text'), fontSize: 13, fontFamily: colour('--font') }, axisPointer: { type: 'shadow', shadowStyle: { color: colour('--hover'), opacity: 0.6 } },
      formatter: (points: { dataIndex: number }[]) => {
        const m = items[points[0]?.dataIndex ?? 0];
        return m ? `${m.month}<br>${words.signed} <b>${scaled(m.signed, lang)}</b><br>${words.received} <b>${scaled(m.received, lang)}</b>` : '';
      },
    },
    xAxis: { type: 'category', data: items.map((m, i) => monthName(m.month, lang, i === 0)), axisTick: { show: false }, axisLine: { lineStyle: { color: colour('--line') } }, axisLabel: { ...text, lineHeight: 16, interval: phone ? 2 : 'auto' } },
    yAxis: { type: 'value', min: 0, splitNumber: 3, axisLabel: { ...text, formatter: (v: number) => v.toLocaleString('en-US') }, splitLine: { lineStyle: { color: colour('--line2') } } },
    series: [
      {
        type: 'bar', name: words.signed, barWidth: '52%', cursor: 'pointer', itemStyle: { color: colour('--bar2'), borderRadius: [2, 2, 0, 0] }, emphasis: { disabled: true },
        data: items.map((m, i) => ({
          value: height(m.signed, lang),
          itemStyle: m.unfinished ? { color: pattern } : undefined,
          label: { show: labelled(m), position: 'top', distance: clearance(items, i), fontSize: 12, fontFamily: colour('--font'), fontWeight: m.unfinished ? 400 : 600, color: colour(m.unfinished ? '--text2' : '--text'), formatter: m.unfinished ? `${words.thisMonth} ${short(m.signed, lang)}` : short(m.signed, lang) },
        })),
      },
      {
        type: 'line', name: words.received, cursor: 'pointer', data: items.map((m) => height(m.received, lang)), symbol: 'circle', symbolSize: 6, showAllSymbol: true, lineStyle: { color: colour('--cat2'), width: 2 },
        itemStyle: { color: colour('--surface'), borderColor: colour('--cat2'), borderWidth: 2 }, emphasis: { disabled: true },
      },
    ],
  };
}
