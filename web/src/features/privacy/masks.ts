import type { TFunction } from 'i18next';
import type { Field } from '@/ui';

/** 138****1234, z***@firm.com: what field rules put in place of a value. */
export const isMasked = (value: string | null | undefined): value is string => Boolean(value && value.includes('***'));

/** What a record's answer says of the fields that its reader is not shown whole. */
export interface Ruled { masked?: string[]; hidden?: string[] }

/** The form's fields, those that the reader is not shown whole locked: a mask must not be written back over the value. */
export function locked(fields: Field[], record: Ruled | undefined, t: TFunction<'privacy'>): Field[] {
  if (!record?.masked?.length && !record?.hidden?.length) return fields;
  return fields.map((f) => (record.masked?.includes(f.name) ? { ...f, locked: t('lock.masked_field') } : record.hidden?.includes(f.name) ? { ...f, locked: t('lock.hidden_field') } : f));
}
