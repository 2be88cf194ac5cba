import { TrendingDown, TrendingUp } from 'lucide-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { compareMoney, yuan } from '@/lib/money';
import { Figures, MoneyFigure, type FigureItem } from '@/ui';
import type { Figure, Late, Overdue } from './api';
import { headline, pointsHeadline } from './words';

type T = TFunction<'insights'>;

/** Five figures, each with what it was. */
export function FigureStrip({ figures }: { figures: Figure[] }) {
  const { t, i18n } = useTranslation('insights');
  return <Figures items={figures.map((f) => item(f, t, i18n.language))} />;
}

function item(f: Figure, t: T, lang: string): FigureItem {
  const base = { key: f.key, label: t(`figure.${f.key}`) };
  if (f.key === 'late') return { ...base, value: f.value, unit: t('of_projects', { count: f.total }), note: <Longest late={f} />, to: f.link };
  if (f.key === 'points') {
    const h = pointsHeadline(f.value, lang);
    return { ...base, value: h.value, unit: t(`unit.${h.unit}`), note: <Change value={f.change} />, to: f.link ?? '/points/statistics' };
  }
  const h = headline(f.value, lang);
  const value = <span title={`¥${yuan(f.value)}`}>{h.value}</span>;
  const unit = t(`unit.${h.unit}`);
  if (f.key === 'overdue') return { ...base, value, unit, tone: compareMoney(f.value, '0') > 0 ? 'red' : undefined, note: <OverdueNote figure={f} />, to: f.link ?? undefined };
  return { ...base, value, unit, note: <Change value={f.change} more={f.rate ? t('rate', { rate: f.rate }) : undefined} />, to: f.link ?? undefined };
}

const Note = ({ children }: { children: ReactNode }) => <span className="row g6 wrap s12 t3 num">{children}</span>;

/** More is good here: green upward, quiet downward. */
function Change({ value, more }: { value: string | null; more?: string }) {
  const { t } = useTranslation('insights');
  if (value === null) return <Note>{more ?? t('no_comparison')}</Note>;
  const up = Number(value) >= 0;
  const Icon = up ? TrendingUp : TrendingDown;
  return <Note><Icon size={13} aria-hidden className={up ? 'green' : 'amber'} /><span className={up ? 'green' : 'amber'}>{t(up ? 'up' : 'down', { value: value.replace('-', '') })}</span>{more ?? t('than_before')}</Note>;
}

function OverdueNote({ figure: f }: { figure: Overdue }) {
  const { t } = useTranslation('insights');
  const clients = f.clients > 0 ? t('clients', { count: f.clients }) : t('none_overdue');
  if (f.difference === null || compareMoney(f.difference, '0') === 0) return <Note>{clients}</Note>;
  const more = compareMoney(f.difference, '0') > 0;
  const Icon = more ? TrendingUp : TrendingDown;
  return <Note><Icon size={13} aria-hidden className={more ? 'red' : 'green'} /><span className="sr">{t(more ? 'more_than_start' : 'less_than_start')}</span><MoneyFigure value={f.difference.replace('-', '')} tone={more ? 'red' : 'green'} />{clients}</Note>;
}

function Longest({ late }: { late: Late }) {
  const { t } = useTranslation('insights');
  if (!late.longest) return <Note>{t('none_late')}</Note>;
  return <Note>{t('longest')} <span className="red">{t('days', { count: late.longest })}</span></Note>;
}
