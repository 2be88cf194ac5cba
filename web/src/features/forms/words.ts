import type { FieldDef, Words } from './api';

const english = (language: string) => language.startsWith('en');

export const nameOf = (field: FieldDef, language: string) => (english(language) ? field.en : field.zh);
export const wordOf = (item: Words, language: string) => (english(language) ? item.en : item.zh);
export const meaningOf = (field: FieldDef, language: string) => (english(language) ? field.meaning_en || field.meaning_zh : field.meaning_zh);
export const ruleOf = (field: FieldDef, language: string) => (english(language) ? field.rule_en || field.rule_zh : field.rule_zh);

/** 最近一个会计年度。取年报。 What stands under the field while it is filled. */
export function helpOf(field: FieldDef, language: string): string | undefined {
  const parts = [meaningOf(field, language), ruleOf(field, language)].filter(Boolean);
  return parts.length ? parts.join(english(language) ? '. ' : '。') : undefined;
}
