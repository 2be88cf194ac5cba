import { useTranslation } from 'react-i18next';
import { proseDate } from '@/lib/dates';
import { count } from '../PointsCard';
import type { Reward } from './api';

export function useTitle() {
  const { i18n } = useTranslation('portal');
  return (one: { title: string; title_en: string }) => (i18n.language.startsWith('en') && one.title_en) || one.title;
}

/** Why a reward can't be had now, the first reason only: 还差 380 分. Nothing where it can. */
export function useWhyNot() {
  const { t, i18n } = useTranslation('portal');
  return (reward: Reward, blocked: Reward['blocked'] = reward.blocked): string => {
    const why = blocked[0];
    if (!why) return '';
    const tier = reward.tier && ((i18n.language.startsWith('en') && reward.tier.en) || reward.tier.zh);
    return t(`mall.why.${why}`, { missing: count(reward.missing), tier, day: reward.begins_on ? proseDate(reward.begins_on, i18n.language) : '', most: reward.per_client ?? 0, period: t(`mall.period.${reward.period}`) });
  };
}
