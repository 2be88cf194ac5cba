import { Button, Select } from 'antd';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { MoneyFigure } from '../Money';
import { SIZES } from './state';
import type { ListSummary, SumSpec } from './types';

interface Props {
  summary: ListSummary | undefined; noun: string; scoped: boolean; narrowed: boolean; counter: string; sums: SumSpec[]; size: number; onSize: (size: number) => void;
  onPrev?: () => void; onNext?: () => void;
}

const amount = (n: number, capped: boolean) => `${n.toLocaleString('en')}${capped ? '+' : ''}`;

/** Money comes as text, a count as a number. */
function Sum({ value, tone }: { value: string | number | undefined; tone?: SumSpec['tone'] }) {
  if (typeof value === 'number') return <span className="num">{`${value < 0 ? '−' : ''}${Math.abs(value).toLocaleString('en')}`}</span>;
  return <MoneyFigure value={value ?? ''} tone={tone} />;
}

export function Footer({ summary, noun, counter, scoped, narrowed, sums, size, onSize, onPrev, onNext }: Props) {
  const { t } = useTranslation();
  const count = summary && amount(summary.count, summary.capped);
  const words = summary && { noun: noun.charAt(0).toUpperCase() + noun.slice(1), counter, count, total: scoped ? count : amount(summary.total, summary.total_capped) };
  // Inside a record the total is not of this list: it counts the rows of all records.
  const same = summary && (scoped ? !narrowed : summary.count === summary.total && summary.capped === summary.total_capped);
  return (
    <footer className="foot">
      <p className="dots">
        <span aria-live="polite">{words && t(same ? 'table.total' : scoped ? 'table.found_here' : 'table.found', words)}</span>
        {summary?.sums && sums.map((s) => <span key={s.key} className="nw">{s.label} <b><Sum value={summary.sums?.[s.key]} tone={s.tone} /></b></span>)}
      </p>
      <span className="sp" />
      <Select<number> size="small" variant="borderless" value={size} onChange={onSize} aria-label={t('table.size')} options={SIZES.map((n) => ({ value: n, label: t('table.per_page', { n }) }))} popupMatchSelectWidth={false} />
      <Button size="small" icon={<ChevronLeft size={14} />} disabled={!onPrev} onClick={onPrev} aria-label={t('table.prev')} />
      <Button size="small" icon={<ChevronRight size={14} />} disabled={!onNext} onClick={onNext} aria-label={t('table.next')} />
    </footer>
  );
}
