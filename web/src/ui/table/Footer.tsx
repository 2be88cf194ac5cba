import { Button, Select } from 'antd';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { MoneyFigure } from '../Money';
import { SIZES } from './state';
import type { ListSummary, SumSpec } from './types';

interface Props {
  summary: ListSummary | undefined; noun: string; counter: string; sums: SumSpec[]; size: number; onSize: (size: number) => void;
  onPrev?: () => void; onNext?: () => void;
}

const amount = (n: number, capped: boolean) => `${n.toLocaleString('en')}${capped ? '+' : ''}`;

/** Money comes as text, a count as a number. */
function Sum({ value, tone }: { value: string | number | undefined; tone?: SumSpec['tone'] }) {
  if (typeof value === 'number') return <span className="num">{`${value < 0 ? '−' : ''}${Math.abs(value).toLocaleString('en')}`}</span>;
  return <MoneyFigure value={value ?? ''} tone={tone} />;
}

export function Footer({ summary, noun, counter, sums, size, onSize, onPrev, onNext }: Props) {
  const { t } = useTranslation();
  const words = summary && { noun, counter, count: amount(summary.count, summary.capped), total: amount(summary.total, summary.total_capped) };
  const same = summary && summary.count === summary.total && summary.capped === summary.total_capped;
  return (
    <footer className="foot">
      <span aria-live="polite">{words && (same ? t('table.total', words) : t('table.found', words))}</span>
      {summary?.sums && sums.map((s) => (
        <Fragment key={s.key}>
          <span className="t3" aria-hidden>·</span>
          <span className="nw">{s.label} <b><Sum value={summary.sums?.[s.key]} tone={s.tone} /></b></span>
        </Fragment>
      ))}
      <span className="sp" />
      <Select<number> size="small" variant="borderless" value={size} onChange={onSize} aria-label={t('table.size')} options={SIZES.map((n) => ({ value: n, label: t('table.per_page', { n }) }))} popupMatchSelectWidth={false} />
      <Button size="small" icon={<ChevronLeft size={14} />} disabled={!onPrev} onClick={onPrev} aria-label={t('table.prev')} />
      <Button size="small" icon={<ChevronRight size={14} />} disabled={!onNext} onClick={onNext} aria-label={t('table.next')} />
    </footer>
  );
}
