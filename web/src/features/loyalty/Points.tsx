import './loyalty.css';
import { useGlow } from '@/lib/useGlow';

/** 18,420; below zero with the true minus. */
export function count(value: number): string {
  return `${value < 0 ? '−' : ''}${Math.abs(value).toLocaleString('en')}`;
}

/** What an entry moves: +8,000 in violet, −20 plain. */
export function Moved({ value }: { value: number }) {
  return <span className={`num ${value > 0 ? 'violet' : ''}`}>{value > 0 ? '+' : ''}{count(value)}</span>;
}

/** A balance that glows when it changes under the reader and says so to whoever does not see it. */
export function Balance({ value, accountId }: { value: number; accountId: string }) {
  const glow = useGlow(accountId);
  return <span className={`num points-balance ${value < 0 ? 'red' : ''} ${glow ? 'glow' : ''}`} role="status">{count(value)}</span>;
}
