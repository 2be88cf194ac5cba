import { useTranslation } from 'react-i18next';
import { daysBetween, distance, proseDate, today } from '@/lib/dates';
import { figure, toFen } from '@/lib/money';
import type { Card, Stage } from './api';

/** 8,630 for a column's head: whole 万 (thousands in English); from 亿 (millions) on with two places. */
export function headline(value: string, lang: string): { value: string; unit: 'wan' | 'yi' | 'k' | 'm' } {
  const f = figure(value, lang);
  if (f.unit === 'yi' || f.unit === 'm') return f;
  const size = f.unit === 'wan' ? 1_000_000n : 100_000n;
  const whole = (toFen(value) + size / 2n) / size;
  return { value: whole.toString().replace(/\B(?=(\d{3})+$)/g, ','), unit: f.unit };
}

export const stageName = (stage: Pick<Stage, 'name' | 'name_en'>, lang: string) => (lang.startsWith('zh') ? stage.name : stage.name_en);

/** What stands on a card, in the reader's language. */
export function useCardWords() {
  const { t, i18n } = useTranslation('sales');
  const near = (day: string) => {
    const d = distance(day);
    return d.key === 'today' || d.key === 'tomorrow' || d.key === 'yesterday' ? t(`common:day.${d.key}`) : proseDate(day, i18n.language);
  };
  return {
    headline: (value: string) => { const f = headline(value, i18n.language); return t(`common:money.${f.unit}`, { value: f.value }); },
    next: (card: Card) => {
      if (!card.next_step) return t('card.no_next_step');
      return card.next_step_on ? `${card.next_step}${t('common:word.comma')}${near(card.next_step_on)}` : card.next_step;
    },
    /** Days by which a date of an open card has passed; 0 when it has not. */
    past: (day: string | null) => (day ? Math.max(0, daysBetween(day, today())) : 0),
    /** 预计12月8日; of another year there is room for the bare date: 2027-02-28. */
    expected: (day: string) => {
      if (day.slice(0, 4) === today().slice(0, 4)) return t('card.expected', { date: proseDate(day, i18n.language) });
      return i18n.language.startsWith('zh') ? day : proseDate(day, i18n.language);
    },
    stage: (stage: Pick<Stage, 'name' | 'name_en'>) => stageName(stage, i18n.language),
  };
}
