import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAppearance } from '@/app/appearance';
import { compareMoney, scaled } from '@/lib/money';
import { usePhone } from '@/lib/useMedia';
import type { Month } from './api';
import { monthsOption } from './monthsOption';

register([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

export default function MonthsChart({ items }: { items: Month[] }) {
  const { t, i18n } = useTranslation('insights');
  const { dark } = useAppearance();
  const phone = usePhone();
  const navigate = useNavigate();
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
    const words = { signed: t('figure.signed'), received: t('figure.received'), thisMonth: t('months.this_month') };
    const colours = getComputedStyle(document.documentElement);
    chart.current?.setOption(monthsOption(items, words, i18n.language, (name) => colours.getPropertyValue(name).trim(), phone), true);
  }, [items, t, i18n.language, dark, phone]);

  useEffect(() => {
    const made = chart.current;
    const open = (event: { dataIndex: number; seriesIndex?: number }) => {
      const month = items[event.dataIndex];
      if (month) void navigate(event.seriesIndex === 1 ? month.received_link : month.signed_link);
    };
    made?.on('click', open);
    return () => { made?.off('click', open); };
  }, [items, navigate]);

  const best = items.reduce<Month | undefined>((a, b) => (a && compareMoney(a.signed, b.signed) >= 0 ? a : b), undefined);
  const label = best ? t('months.spoken', { first: items[0]?.month, last: items.at(-1)?.month, best: best.month, value: scaled(best.signed, i18n.language) }) : t('months.title');
  return <div ref={box} className="months-chart" role="img" aria-label={label} />;
}
