import { LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { use as register } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useChart } from '@/features/insights/useChart';
import { scaled } from '@/lib/money';
import type { Curve } from './api';
import { curveOption } from './curveOption';

register([LineChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

export default function CurveChart({ curve }: { curve: Curve }) {
  const { t, i18n } = useTranslation('control');
  const { box } = useChart(useCallback((colour) => {
    const words = { pv: t('curve.pv'), ev: t('curve.ev'), ac: t('curve.ac'), forecast: t('curve.forecast'), today: t('curve.today') };
    return curveOption(curve, words, i18n.language, colour);
  }, [curve, t, i18n.language]));

  const now = curve.points.find((p) => p.day === curve.status_on);
  const say = (value: string | null | undefined) => (value ? scaled(value, i18n.language) : '—');
  return <div ref={box} className="ctl-chart" role="img" aria-label={t('curve.spoken', { day: curve.status_on, pv: say(now?.pv), ev: say(now?.ev), ac: say(now?.ac) })} />;
}
