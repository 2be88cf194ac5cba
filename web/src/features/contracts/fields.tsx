import type { TFunction } from 'i18next';
import { isAmount } from '@/lib/money';
import type { Field, Option, Values } from '@/ui';
import { RiskField, type RiskAnswer } from '@/features/care/RiskField';
import { AmountInput } from './AmountInput';
import { clients } from '@/lib/sources';
import type { Contract, Entity } from './api';
import { fill, fromInstalments, isPositive, sentRows, type PlanRow } from './plan';
import { PlanEditor } from './PlanEditor';

type T = TFunction<'contracts'>;
export const rowsOf = (values: Values): PlanRow[] => (values.instalments as PlanRow[] | undefined) ?? [];

/** The first thing that keeps the rows from being sent; whether they add up is asked when the contract comes into force. */
function rowFault(t: T, rows: readonly PlanRow[], whole: boolean): string | undefined {
  for (const [i, row] of rows.entries()) {
    const n = i + 1;
    if (row.title.trim() === '') return t('row.title', { n });
    if (!isAmount(row.amount) || !isPositive(row.amount)) return t('row.amount', { n });
    if (whole && row.due_kind === 'date' && !row.due_on) return t('row.date', { n });
    if (!/^\d{1,4}$/.test(String(row.days_after))) return t('row.days', { n });
  }
  return undefined;
}

export const amountField = (t: T): Field => ({
  name: 'amount', label: t('amount_with_tax'), type: 'custom', help: t('amount_help'), validate: (v) => (isPositive(String(v)) ? undefined : t('amount_wrong')),
  render: (c) => <AmountInput {...c} onChange={(v) => { c.onChange(v); c.set('instalments', fill(rowsOf(c.values), v)); }} />,
});

export const planField = (t: T, whole: boolean): Field => ({
  name: 'instalments', label: t('tab.plan'), type: 'custom', wide: true, optional: !whole, validate: (v) => rowFault(t, (v as PlanRow[] | undefined) ?? [], whole),
  render: (c) => <PlanEditor rows={rowsOf(c.values)} amount={String(c.values.amount ?? '')} signed={String(c.values.signed_on ?? '')} onChange={c.onChange} />,
});

/** Of a draft, new or not. */
export function draftFields(t: T, entities: readonly Entity[], client: { locked: boolean; name?: string; shown: boolean }): Field[] {
  const choices: Option[] = entities.map((e) => ({ value: e.id, label: e.name }));
  return [
    ...(client.shown ? [{ name: 'client_id', label: t('field.client'), type: 'client', source: clients, initialLabel: client.name, disabled: client.locked } satisfies Field] : []),
    { name: 'title', label: t('field.title'), type: 'text', maxLength: 200 },
    { name: 'legal_entity_id', label: t('field.entity'), type: 'choice', choices },
    amountField(t),
    { name: 'tax_rate', label: t('field.tax_rate'), type: 'percent', min: 0, max: 99 },
    ...(client.shown ? [{ name: 'risk_reason', label: t('field.risks'), type: 'custom', visible: (v) => Boolean(v.client_id), render: (c) => <RiskField {...c} /> } satisfies Field] : []),
    { name: 'signed_on', label: t('field.signed_on'), type: 'date', optional: true, section: t('section.dates') },
    { name: 'starts_on', label: t('field.starts_on'), type: 'date', optional: true },
    { name: 'ends_on', label: t('field.ends_on'), type: 'date', optional: true, validate: (v, all) => (v && all.starts_on && String(v) < String(all.starts_on) ? t('ends_before') : undefined) },
    { name: 'defects_months', label: t('field.defects'), type: 'integer', min: 0, max: 600, help: t('defects_help') },
    { name: 'warranty_months', label: t('field.warranty'), type: 'integer', min: 0, max: 600, help: t('warranty_help') },
    planField(t, false),
  ];
}

export const afterwardFields = (t: T): Field[] => [
  { name: 'title', label: t('field.title'), type: 'text', maxLength: 200 },
  { name: 'ends_on', label: t('field.ends_on'), type: 'date' },
  { name: 'defects_months', label: t('field.defects'), type: 'integer', min: 0, max: 600, help: t('defects_help') },
  { name: 'warranty_months', label: t('field.warranty'), type: 'integer', min: 0, max: 600, help: t('warranty_help') },
];

export function valuesOf(c: Pick<Contract, 'title' | 'legal_entity_id' | 'amount' | 'tax_rate' | 'signed_on' | 'starts_on' | 'ends_on' | 'defects_months' | 'warranty_months'> & { instalments: Parameters<typeof fromInstalments>[0] }): Values {
  return {
    title: c.title, legal_entity_id: c.legal_entity_id ?? '', amount: c.amount === '0.00' ? '' : c.amount, tax_rate: String(c.tax_rate), signed_on: c.signed_on ?? '', starts_on: c.starts_on ?? '',
    ends_on: c.ends_on ?? '', defects_months: c.defects_months, warranty_months: c.warranty_months, instalments: fromInstalments(c.instalments, c.amount),
  };
}

/** The body: dates that are empty are none, rows as the API takes them. */
export function sentDraft(values: Values): Record<string, unknown> {
  const { risk_reason: risk, ...rest } = values;
  const facts = Object.fromEntries(Object.entries(rest).filter(([k]) => k !== 'instalments').map(([k, v]) => [k, v === '' ? null : v]));
  return { ...facts, ...(risk ? { risk_reason: (risk as RiskAnswer).text } : {}), instalments: sentRows(rowsOf(values)) };
}
