import type { TFunction } from 'i18next';
import type { Schema } from '@/api/types';
import type { Field, Values } from '@/ui';
import type { Kind, Reward } from './api';

const KINDS: Kind[] = ['voucher', 'warranty', 'service', 'seat', 'goods', 'code'];
const PERIODS = ['month', 'year', 'ever'] as const;

export function rewardFields(t: TFunction<'mall'>, tiers: Schema<'MallTiers'>['items'], english: boolean, used: boolean): Field[] {
  const lasts = (v: Values) => v.kind === 'warranty' || v.kind === 'service';
  return [
    { name: 'kind', label: t('col.kind'), type: 'choice', choices: KINDS.map((value) => ({ value, label: t(`kind.${value}`), note: t(`kind_note.${value}`) })), disabled: used, help: used ? t('kind_used') : undefined },
    { name: 'title', label: t('field.title'), type: 'text', maxLength: 100 },
    { name: 'title_en', label: t('field.title_en'), type: 'text', maxLength: 120, optional: true },
    { name: 'text', label: t('field.text'), type: 'textarea', maxLength: 1000, optional: true },
    { name: 'text_en', label: t('field.text_en'), type: 'textarea', maxLength: 1000, optional: true },
    { name: 'points', label: t('field.points'), type: 'integer', min: 1, max: 100_000_000 },
    { name: 'value', label: t('field.face'), type: 'money', help: t('field.face_help'), visible: (v) => v.kind === 'voucher' },
    { name: 'cost', label: t('field.cost'), type: 'money', optional: true, help: t('field.cost_help'), visible: (v) => v.kind !== 'voucher' },
    { name: 'months', label: t('field.months'), type: 'integer', min: 1, max: 120, visible: lasts },
    { name: 'limited', label: t('field.limited'), type: 'switch', help: t('field.limited_help'), visible: (v) => v.kind !== 'code', section: t('field.terms') },
    { name: 'per_client', label: t('field.per_client'), type: 'integer', min: 1, max: 9999, optional: true },
    { name: 'period', label: t('field.period'), type: 'choice', choices: PERIODS.map((value) => ({ value, label: t(`period.${value}`) })), visible: (v) => Boolean(v.per_client) },
    { name: 'least_tier', label: t('field.least_tier'), type: 'choice', optional: true, choices: tiers.map((tier) => ({ value: tier.code, label: (english && tier.en) || tier.zh })) },
    { name: 'begins_on', label: t('field.begins_on'), type: 'date', optional: true },
    { name: 'ends_on', label: t('field.ends_on'), type: 'date', optional: true },
    { name: 'approval', label: t('field.approval'), type: 'switch', help: t('field.approval_help'), visible: (v) => v.kind !== 'voucher' },
    { name: 'place', label: t('field.place'), type: 'integer', min: 0, max: 9999, help: t('field.place_help') },
  ];
}

export const FRESH: Values = {
  kind: 'goods', title: '', title_en: '', text: '', text_en: '', points: null, value: '', cost: '', months: null, limited: true, per_client: null, period: 'year', least_tier: '', begins_on: '',
  ends_on: '', approval: false, place: 100,
};

export function valuesOf(reward: Reward): Values {
  const { kind, title, title_en, text, text_en, points, limited, per_client, period, least_tier, approval, place } = reward;
  const amount = reward.value === '0.00' ? '' : reward.value;
  return {
    kind, title, title_en, text, text_en, points, limited, per_client, period, least_tier, approval, place, value: amount, cost: amount, months: reward.months || null, begins_on: reward.begins_on ?? '',
    ends_on: reward.ends_on ?? '',
  };
}

/** What is hidden for its kind is sent as nothing. */
export function sent(v: Values): Values {
  const lasts = v.kind === 'warranty' || v.kind === 'service';
  const { cost, ...rest } = v;
  return {
    ...rest, title_en: v.title_en ?? '', text: v.text ?? '', text_en: v.text_en ?? '', value: (v.kind === 'voucher' ? v.value : cost) || '0.00', months: lasts ? v.months : 0, period: v.period ?? 'year',
    limited: v.kind === 'code' || Boolean(v.limited), approval: Boolean(v.approval), least_tier: v.least_tier ?? '', begins_on: v.begins_on || null, ends_on: v.ends_on || null, per_client: v.per_client ?? null,
  };
}
