import { BarChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useChart } from '@/features/insights/useChart';
import { count } from '@/features/loyalty/Points';
import type { Board } from './api';

register([BarChart, GridComponent, TooltipComponent, CanvasRenderer]);

type Month = Board['months'][number];
const SERIES = [['issued', '--bar2'], ['redeemed', '--cat2'], ['expired', '--cat6']] as const;

/** What came and went by month, bars from nothing; a click opens the month's lines. */
export default function FlowChart({ months }: { months: Month[] }) {
  const { t } = useTranslation('oversight');
  const navigate = useNavigate();
  const { box, chart } = useChart(useCallback((colour) => {
    const text = { color: colour('--text3'), fontFamily: colour('--font'), fontSize: 12 };
    return {
      animation: false, grid: { left: 0, right: 6, top: 14, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
      tooltip: {
        trigger: 'axis', confine: true, backgroundColor: colour('--raised'), borderColor: colour('--line'), textStyle: { color: colour('--text'), fontSize: 13, fontFamily: colour('--font') }, axisPointer: { type: 'shadow', shadowStyle: { color: colour('--hover'), opacity: 0.6 } },
        formatter: (points: { dataIndex: number }[]) => {
          const m = months[points[0]?.dataIndex ?? 0];
          return m ? [m.month, ...SERIES.map(([k]) => `${t(`figure.${k}`)} <b>${count(m[k])}</b>`)].join('<br>') : '';
        },
      },
      xAxis: { type: 'category', data: months.map((m) => m.month), axisTick: { show: false }, axisLine: { lineStyle: { color: colour('--line') } }, axisLabel: text },
      yAxis: { type: 'value', splitNumber: 3, axisLabel: { ...text, formatter: (v: number) => v.toLocaleString('en-US') }, splitLine: { lineStyle: { color: colour('--line2') } } },
      series: SERIES.map(([k, name]) => ({ type: 'bar', name: t(`figure.${k}`), cursor: 'pointer', barMaxWidth: 18, itemStyle: { color: colour(name), borderRadius: [2, 2, 0, 0] }, emphasis: { disabled: true }, data: months.map((m) => m[k]) })),
    };
  }, [months, t]));

  useEffect(() => {
    const made = chart.current;
    const open = (event: { dataIndex: number }) => { const link = months[event.dataIndex]?.link; if (link) void navigate(link); };
    made?.on('click', open);
    return () => { made?.off('click', open); };
  }, [chart, months, navigate]);

  const best = months.reduce<Month | undefined>((a, b) => (a && a.issued >= b.issued ? a : b), undefined);
  return <div ref={box} className="months-chart" role="img" aria-label={best ? t('chart_spoken', { first: months[0]?.month, last: months.at(-1)?.month, best: best.month, points: count(best.issued) }) : t('panel.months')} />;
}
