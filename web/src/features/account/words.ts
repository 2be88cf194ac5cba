import type { TFunction } from 'i18next';
import type { Problem } from '@/api/problem';

/** A failure in words: the server's own, or ours when the browser refused. */
export function wordsOf(problem: Problem, t: TFunction<'account'>): string {
  if (problem.errors[0]) return problem.errors[0].message;
  if (problem.detail) return problem.detail;
  if (problem.code === 'passkey_cancelled' || problem.code === 'passkey_known') return t(problem.code);
  return t(problem.status === 0 ? 'unreachable' : 'failed');
}
