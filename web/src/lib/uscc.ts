const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

export type UsccFault = { code: 'length'; count: number } | { code: 'letter'; place: number; letter: string } | { code: 'check' };

/** 统一社会信用代码 by GB 32100-2015: 18 characters without I, O, Z, S, V, the last one a check digit. */
export function usccFault(value: string): UsccFault | null {
  const v = value.trim().toUpperCase();
  if (v.length !== 18) return { code: 'length', count: v.length };
  const bad = [...v].findIndex((c) => !ALPHABET.includes(c));
  if (bad >= 0) return { code: 'letter', place: bad + 1, letter: v[bad] ?? '' };
  const sum = WEIGHTS.reduce((n, w, i) => n + w * ALPHABET.indexOf(v[i] ?? '0'), 0);
  return ALPHABET[(31 - (sum % 31)) % 31] === v[17] ? null : { code: 'check' };
}
