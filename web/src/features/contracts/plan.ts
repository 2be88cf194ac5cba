import { compareMoney, fromFen, isAmount, sumMoney, toFen } from '@/lib/money';
import { addDays } from '@/lib/dates';
import { randomId } from '@/lib/ids';
import type { DueKind, Instalment, Kind } from './api';

/** A row of the plan while it is typed. `percent` is only the way to the amount and is not sent. */
export interface PlanRow {
  key: string;
  id?: string;
  kind: Kind;
  title: string;
  percent: string;
  amount: string;
  due_kind: DueKind;
  due_on: string;
  expected_on: string;
  days_after: number | string;
  received?: string;
}

const UNITS: Record<string, bigint> = { '': 1n, 元: 1n, 万: 10_000n, 万元: 10_000n, 亿: 100_000_000n, 亿元: 100_000_000n, k: 1000n, m: 1_000_000n };

/** "415万", "1.2 亿", "¥4,150,000.5", "350k" → "4150000.00"; null when it is no amount, or has parts of a fen. */
export function parseAmount(text: string): string | null {
  const clean = text.trim().toLowerCase().replace(/^[¥￥]/, '').replaceAll(/[,，\s]/g, '');
  const match = /^(\d+)(?:\.(\d+))?(元|万元?|亿元?|k|m)?$/.exec(clean);
  if (!match) return null;
  const [, whole = '0', part = '', unit = ''] = match;
  const scale = 10n ** BigInt(part.length);
  const exact = BigInt(whole + part) * 100n * (UNITS[unit] ?? 1n);
  if (exact % scale !== 0n) return null;
  const fen = exact / scale;
  return fen >= 10n ** 15n ? null : fromFen(fen);
}

const PERCENT = /^\d{1,3}(\.\d{1,4})?$/;

/** Percent in millionths, so that nothing is a float. */
function millionths(percent: string): bigint | null {
  if (!PERCENT.test(percent.trim())) return null;
  const [whole = '0', part = ''] = percent.trim().split('.');
  return BigInt(whole) * 10_000n + BigInt(part.padEnd(4, '0'));
}

/** Amounts of the rows that have a percentage, half up; the last takes the rest when they make 100 together. As the server does. */
export function fill(rows: PlanRow[], amount: string): PlanRow[] {
  if (!isAmount(amount)) return rows;
  const whole = toFen(amount);
  const shares = rows.map((r) => millionths(r.percent));
  const all = shares.every((s) => s !== null) && shares.reduce<bigint>((a, s) => a + (s ?? 0n), 0n) === 1_000_000n;
  let spent = 0n;
  return rows.map((row, i) => {
    const share = shares[i];
    if (share === null || share === undefined) return row;
    const last = all && i === rows.length - 1;
    const fen = last ? whole - spent : (whole * share * 2n + 1_000_000n) / 2_000_000n;
    spent += fen;
    return { ...row, amount: fromFen(fen) };
  });
}

/** "25", "33.33": what share of the contract a row is; empty when that is no round figure or unknown. */
export function percentOf(amount: string, whole: string): string {
  if (!isAmount(amount) || !isAmount(whole) || toFen(whole) <= 0n) return '';
  const scaled = (toFen(amount) * 20_000n + toFen(whole)) / (toFen(whole) * 2n);
  return (Number(scaled) / 100).toString();
}

/** Only when it gives this very amount back: another row's change must not move this one. */
function exactPercent(amount: string, whole: string): string {
  const percent = percentOf(amount, whole);
  const share = percent ? millionths(percent) : null;
  return share !== null && toFen(whole) * share === toFen(amount) * 1_000_000n ? percent : '';
}

export const totalOf = (rows: readonly PlanRow[]): string => sumMoney(rows.map((r) => r.amount).filter(isAmount));

export type Difference = { key: 'same' } | { key: 'short' | 'over'; amount: string };

/** What the plan lacks of the contract's amount, or has too much. */
export function difference(rows: readonly PlanRow[], amount: string): Difference | null {
  if (!isAmount(amount)) return null;
  const fen = toFen(amount) - toFen(totalOf(rows));
  if (fen === 0n) return { key: 'same' };
  return { key: fen > 0n ? 'short' : 'over', amount: fromFen(fen < 0n ? -fen : fen) };
}

export const emptyRow = (kind: Kind = 'progress', title = '', percent = ''): PlanRow => ({
  key: randomId(), kind, title, percent, amount: '', due_kind: 'date', due_on: '', expected_on: '', days_after: 0,
});

type Shape = [Kind, string, number, DueKind, number][];
/** kind, key of its title, percent, due, days after. */
export const TEMPLATES: Record<string, Shape> = {
  works: [['advance', 'advance', 30, 'date', 0], ['progress', 'progress', 40, 'milestone', 0], ['final', 'final', 27, 'acceptance', 60], ['retention', 'retention', 3, 'acceptance', 730]],
  stages: [['advance', 'advance', 10, 'date', 0], ['progress', 'progress1', 25, 'milestone', 0], ['progress', 'progress2', 25, 'milestone', 0], ['progress', 'progress3', 20, 'milestone', 0], ['final', 'final', 17, 'acceptance', 60], ['retention', 'retention', 3, 'acceptance', 730]],
  goods: [['advance', 'advance', 30, 'date', 0], ['final', 'delivery', 67, 'acceptance', 30], ['retention', 'retention', 3, 'acceptance', 365]],
  once: [['final', 'once', 100, 'acceptance', 30]],
};

export function fromTemplate(name: string, amount: string, word: (key: string) => string, signed: string): PlanRow[] {
  const rows = (TEMPLATES[name] ?? []).map(([kind, title, percent, due_kind, days_after]) => ({
    ...emptyRow(kind, word(title), String(percent)), due_kind, days_after, due_on: due_kind === 'date' && signed ? addDays(signed, 15) : '',
  }));
  return fill(rows, amount);
}

export function fromInstalments(rows: readonly (Omit<Instalment, 'received'> & { received?: string })[], amount: string): PlanRow[] {
  return rows.map((r) => ({
    key: r.id, id: r.id, kind: r.kind, title: r.title, percent: exactPercent(r.amount, amount), amount: r.amount, due_kind: r.due_kind,
    due_on: r.due_on ?? '', expected_on: r.expected_on ?? '', days_after: r.days_after, received: r.received,
  }));
}

/** As the API takes them. */
export function sentRows(rows: readonly PlanRow[]) {
  return rows.map((r) => ({
    id: r.id ?? null, kind: r.kind, title: r.title.trim(), amount: r.amount, due_kind: r.due_kind, due_on: r.due_kind === 'date' ? r.due_on || null : null,
    expected_on: r.expected_on || null, days_after: Number(r.days_after) || 0,
  }));
}

export interface Split { instalment_id: string; amount: string }

/** Where a receipt goes: the oldest due first, rows without a date last. The server's own rule. */
export function allocate(amount: string, rows: readonly Instalment[]): { parts: Split[]; rest: string } {
  let rest = isAmount(amount) ? toFen(amount) : 0n;
  const far = '9999-12-31';
  const when = (r: Instalment) => r.due_on ?? r.expected_on ?? far;
  const ordered = [...rows].sort((a, b) => when(a).localeCompare(when(b)) || a.seq - b.seq);
  const parts: Split[] = [];
  for (const row of ordered) {
    const owed = toFen(row.owed);
    const taken = rest < owed ? rest : owed;
    if (taken > 0n) { parts.push({ instalment_id: row.id, amount: fromFen(taken) }); rest -= taken; }
  }
  return { parts, rest: fromFen(rest) };
}

export const isPositive = (amount: string) => isAmount(amount) && compareMoney(amount, '0') > 0;
