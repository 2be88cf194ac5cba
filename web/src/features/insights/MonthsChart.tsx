import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import { use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useCallback, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { compareMoney, scaled } from '@/lib/money';
import { usePhone } from '@/lib/useMedia';
import type { Month } from './api';
import { monthsOption } from './monthsOption';
import { useChart } from './useChart';

register([BarChart, LineChart, GridComponent, TooltipComponent, CanvasRenderer]);

export default function MonthsChart({ items }: { items: Month[] }) {
  const { t, i18n } = useTranslation('insights');
  const phone = usePhone();
  const navigate = useNavigate();
  const { box, chart } = useChart(useCallback((colour) => {
    const words = { signed: t('figure.signed'), received: t('figure.received'), thisMonth: t('months.this_month') };
    return monthsOption(items, words, i18n.language, colour, phone);
  }, [items, t, i18n.language, phone]));

  useEffect(() => {
    const made = chart.current;
    const open = (event: { dataIndex: number; seriesIndex?: number }) => {
      const month = items[event.dataIndex];
      if (month) void navigate(event.seriesIndex === 1 ? month.received_link : month.signed_link);
    };
    made?.on('click', open);
    return () => { made?.off('click', open); };
  }, [chart, items, navigate]);

  const best = items.reduce<Month | undefined>((a, b) => (a && compareMoney(a.signed, b.signed) >= 0 ? a : b), undefined);
  const label = best ? t('months.spoken', { first: items[0]?.month, last: items.at(-1)?.month, best: best.month, value: scaled(best.signed, i18n.language) }) : t('months.title');
  return <div ref={box} className="months-chart" role="img" aria-label={label} />;
}
