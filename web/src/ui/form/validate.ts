import type { TFunction } from 'i18next';
import { isDate } from '@/lib/dates';
import { isAmount } from '@/lib/money';
import { usccFault } from '@/lib/uscc';
import type { Field, Values } from './types';

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function usccSentence(t: TFunction, text: string): string | undefined {
  const fault = usccFault(text);
  if (!fault) return undefined;
  if (fault.code === 'length') return t('form.uscc_length', { count: fault.count });
  if (fault.code === 'letter') return t('form.uscc_letter', { place: fault.place, letter: fault.letter });
  return t('form.uscc_check');
}

function amountSentence(t: TFunction, field: Field, text: string): string | undefined {
  if (!isAmount(text)) return t(field.type === 'money' ? 'form.money' : 'form.number');
  const n = Number(text.replaceAll(',', ''));
  if (field.min !== undefined && n < field.min) return t('form.min', { n: field.min });
  if (field.max !== undefined && n > field.max) return t('form.max', { n: field.max });
  return undefined;
}

function numberSentence(t: TFunction, field: Field, text: string): string | undefined {
  const plain = text.replace(/[,，]/g, '');
  if (!/^[+-]?\d{1,15}(\.\d{1,10})?$/.test(plain)) return t('form.any_number');
  if (field.min !== undefined && Number(plain) < field.min) return t('form.min', { n: field.min });
  return field.max !== undefined && Number(plain) > field.max ? t('form.max', { n: field.max }) : undefined;
}

function byType(t: TFunction, field: Field, value: unknown): string | undefined {
  const text = String(value).trim();
  switch (field.type) {
    case 'phone': {
      const digits = text.replace(/[\s-]/g, '');
      if (/^1\d{10}$/.test(digits) || /^\+\d{6,15}$/.test(digits) || /^0\d{9,11}$/.test(digits) || /^[48]00\d{7}$/.test(digits)) return undefined;
      return t('form.phone', { count: digits.length });
    }
    case 'email': return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : t('form.email');
    case 'uscc': return usccSentence(t, text);
    case 'date': return isDate(text) ? undefined : t('form.date');
    case 'integer': return /^-?\d+$/.test(text) ? amountSentence(t, field, text) : t('form.integer');
    case 'number': return numberSentence(t, field, text);
    case 'money': case 'percent': return amountSentence(t, field, text);
    default: return field.maxLength && text.length > field.maxLength ? t('form.too_long', { n: field.maxLength, count: text.length }) : undefined;
  }
}

/** What is wrong with one field, as a sentence; undefined when nothing is. */
export function faultOf(t: TFunction, field: Field, values: Values): string | undefined {
  const value = values[field.name];
  if (isEmpty(value)) {
    if (!field.optional && field.type !== 'switch') return t('form.required', { label: field.label });
    return field.validate?.(value, values);
  }
  return byType(t, field, value) ?? field.validate?.(value, values);
}

export const isShown = (field: Field, values: Values) => field.visible?.(values) ?? true;
