import { LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppearance } from '@/app/appearance';
import { scaled } from '@/lib/money';
import type { Curve } from './api';
import { curveOption } from './curveOption';

register([LineChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

export default function CurveChart({ curve }: { curve: Curve }) {
  const { t, i18n } = useTranslation('control');
  const { dark } = useAppearance();
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<EChartsType>(null);

  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current);
    const watch = new ResizeObserver(([seen]) => { if (seen && Math.round(seen.contentRect.width) !== made.getWidth()) made.resize(); });
    watch.observe(box.current);
    chart.current = made;
    return () => { watch.disconnect(); made.dispose(); chart.current = null; };
  }, []);

  useEffect(() => {
    const words = { pv: t('curve.pv'), ev: t('curve.ev'), ac: t('curve.ac'), forecast: t('curve.forecast'), today: t('curve.today') };
    const colours = getComputedStyle(document.documentElement);
    chart.current?.setOption(curveOption(curve, words, i18n.language, (name) => colours.getPropertyValue(name).trim()), true);
  }, [curve, t, i18n.language, dark]);

  const now = curve.points.find((p) => p.day === curve.status_on);
  const say = (value: string | null | undefined) => (value ? scaled(value, i18n.language) : '—');
  return <div ref={box} className="ctl-chart" role="img" aria-label={t('curve.spoken', { day: curve.status_on, pv: say(now?.pv), ev: say(now?.ev), ac: say(now?.ac) })} />;
}
