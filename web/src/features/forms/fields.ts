import type { TFunction } from 'i18next';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { people, regions } from '@/lib/sources';
import type { Field, Option, Source, Values } from '@/ui';
import type { FieldDef } from './api';
import { helpOf, nameOf, wordOf } from './words';

let tradesOnce: Promise<Option[]> | null = null;

/** Trades of GB/T 4754; few enough to be fetched once. */
async function trades(q: string): Promise<Option[]> {
  tradesOnce ??= api.get<Schema<'TradesOut'>>('/trades').then((r) => r.items.map((i) => ({ value: i.code, label: `${i.code} ${i.name}` })));
  const all = await tradesOnce.catch((e: unknown) => { tradesOnce = null; throw e; });
  return all.filter((o) => o.label.includes(q.trim())).slice(0, 60);
}

/** Documents of the record itself: what a field points at must lie with it. */
function filesOf(record: string, id: string | undefined): Source {
  return async (q, signal) => {
    if (!id) return [];
    const found = await api.get<Schema<'FileList'>>(`/records/${record}/${id}/files`, { signal });
    return found.items.filter((f) => f.name.includes(q.trim())).map((f) => ({ value: f.id, label: f.name }));
  };
}

export interface Asked { record: string; id?: string; language: string; t: TFunction<'forms'>; names?: Record<string, string> }

/** A defined field as the one form knows fields; its value stands under `facts.<key>`. */
export function formField(field: FieldDef, { record, id, language, t, names }: Asked): Field {
  const base = { name: `facts.${field.key}`, label: nameOf(field, language), help: helpOf(field, language), optional: !field.required, initialLabel: names?.[field.key] };
  const choices = field.choices.map((c) => ({ value: c.value, label: wordOf(c, language) }));
  const limits = { min: field.minimum ?? undefined, max: field.maximum ?? undefined };
  switch (field.type) {
    case 'long_text': return { ...base, type: 'textarea', maxLength: field.max_length ?? 5000 };
    case 'number': return { ...base, ...limits, type: 'number' };
    case 'amount': return { ...base, ...limits, type: 'money' };
    case 'date': return { ...base, type: 'date' };
    case 'choice': return { ...base, type: 'choice', choices };
    case 'several': return { ...base, type: 'multichoice', choices };
    case 'yes_no': return { ...base, type: 'choice', choices: [{ value: 'true', label: t('yes') }, { value: 'false', label: t('no') }] };
    case 'person': return { ...base, type: 'person', source: people };
    case 'region': return { ...base, type: 'region', source: regions };
    case 'industry': return { ...base, type: 'remote', source: trades };
    case 'file': return { ...base, type: 'remote', source: filesOf(record, id), disabled: !id, help: id ? base.help : t('file_later') };
    case 'link': return { ...base, type: 'text', maxLength: 300, placeholder: 'https://' };
    default: return { ...base, type: 'text', maxLength: field.max_length ?? 200 };
  }
}

/** Values of a record as the form holds them. */
export function formValues(fields: readonly FieldDef[], facts: Record<string, unknown>): Values {
  return Object.fromEntries(fields.map((f) => {
    const value = facts[f.key];
    return [`facts.${f.key}`, f.type === 'yes_no' && typeof value === 'boolean' ? String(value) : value ?? (f.type === 'several' ? [] : '')];
  }));
}

/** The form's values with those of defined fields under `facts`, as the API takes them. */
export function nested(values: Values): Values {
  const facts: Values = {};
  const rest: Values = {};
  for (const [name, value] of Object.entries(values)) {
    if (name.startsWith('facts.')) facts[name.slice('facts.'.length)] = value === '' ? null : value;
    else rest[name] = value;
  }
  return Object.keys(facts).length ? { ...rest, facts } : rest;
}

/** The record of a conflict, its facts under their names. */
export function flattened(record: unknown): Values {
  const { facts, ...rest } = record as Values & { facts?: Values };
  return { ...rest, ...Object.fromEntries(Object.entries(facts ?? {}).map(([k, v]) => [`facts.${k}`, typeof v === 'boolean' ? String(v) : v ?? ''])) };
}
