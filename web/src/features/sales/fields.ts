import type { TFunction } from 'i18next';
import type { Field, Values } from '@/ui';
import { clients, people } from '@/lib/sources';
import type { Opportunity, Stage } from './api';
import { stageName } from './words';

function common(t: TFunction<'sales'>): Field[] {
  return [
    { name: 'title', label: t('field.title'), type: 'text', maxLength: 120 },
    { name: 'amount', label: t('field.amount'), type: 'money', help: t('help.amount') },
    { name: 'expected_on', label: t('field.expected_on'), type: 'date', optional: true },
    { name: 'next_step', label: t('field.next_step'), type: 'text', optional: true, maxLength: 200, help: t('help.next_step') },
    { name: 'next_step_on', label: t('field.next_step_on'), type: 'date', optional: true },
    { name: 'probability', label: t('field.probability'), type: 'integer', optional: true, min: 0, max: 100, help: t('help.probability') },
    { name: 'competitor', label: t('field.competitor'), type: 'text', optional: true, maxLength: 80 },
  ];
}

export function newFields(t: TFunction<'sales'>, lang: string, stages: Stage[], options: { clientName?: string; mayAssign: boolean }): Field[] {
  const [title, ...rest] = common(t);
  return [
    { name: 'client_id', label: t('field.client'), type: 'client', source: clients, initialLabel: options.clientName },
    ...(title ? [title] : []),
    { name: 'stage_id', label: t('field.stage'), type: 'choice', choices: stages.filter((s) => !s.needs_contract).map((s) => ({ value: s.id, label: stageName(s, lang) })) },
    ...rest,
    ...(options.mayAssign ? [{ name: 'owner_id', label: t('field.owner'), type: 'person' as const, optional: true, source: people, help: t('help.owner') }] : []),
  ];
}

export const editFields = common;

const EMPTY_IS_NULL = ['probability', 'expected_on', 'next_step_on', 'owner_id'];

/** What the API takes: an empty date or chance is null, an empty text is empty. */
export function sent(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([k, v]) => [k, (v === '' || v === undefined || v === null) ? (EMPTY_IS_NULL.includes(k) ? null : '') : v]));
}

export function valuesOf(o: Opportunity): Values {
  return {
    title: o.title, amount: o.amount, expected_on: o.expected_on ?? '', next_step: o.next_step, next_step_on: o.next_step_on ?? '',
    probability: o.probability_set ? o.probability : '', competitor: o.competitor,
  };
}
