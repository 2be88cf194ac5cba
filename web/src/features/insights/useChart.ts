import { init, type EChartsCoreOption, type EChartsType } from 'echarts/core';
import { useEffect, useRef } from 'react';
import { useAppearance } from '@/app/appearance';

/** A chart in a box, drawn again with every other `draw` and in the colours of the day or the night. Whoever calls it registers its parts. */
export function useChart(draw: (colour: (name: string) => string) => EChartsCoreOption) {
  const { dark } = useAppearance();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);

  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current);
    // The first word of the observer is the size it was made with.
    const watch = new ResizeObserver(([seen]) => { if (seen && Math.round(seen.contentRect.width) !== made.getWidth()) made.resize(); });
    watch.observe(box.current);
    chart.current = made;
    return () => { watch.disconnect(); made.dispose(); chart.current = null; };
  }, []);

  useEffect(() => {
    const colours = getComputedStyle(document.documentElement);
    chart.current?.setOption(draw((name) => colours.getPropertyValue(name).trim()), true);
  }, [draw, dark]);

  return { box, chart };
}
