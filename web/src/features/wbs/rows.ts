import type { Row } from './api';

const LINK = /^(\d+)\s*(FS|SS|FF|SF)?\s*([+-]\s*\d{1,3})?$/i;

/** What a row follows, by the numbers of the lines: 3, 5SS+2. */
export function afterText(row: Row, rows: Row[]): string {
  return row.after.map((a) => `${rows.findIndex((r) => r.key === a.key) + 1}${a.type === 'FS' ? '' : a.type}${a.lag > 0 ? `+${a.lag}` : a.lag < 0 ? String(a.lag) : ''}`).join(', ');
}

/** The links of such a text, or null where it can't be read or names no line. */
export function parseAfter(text: string, rows: Row[]): Row['after'] | null {
  const links: Row['after'] = [];
  for (const part of text.split(/[,，;；、]|(?<![+-])\s+(?=\d)/).map((p) => p.trim()).filter(Boolean)) {
    const found = LINK.exec(part);
    const row = found ? rows[Number(found[1]) - 1] : undefined;
    if (!found || !row) return null;
    links.push({ key: row.key, type: (found[2]?.toUpperCase() ?? 'FS') as 'FS', lag: Number((found[3] ?? '0').replace(/\s/g, '')) });
  }
  return links;
}

export const isSummary = (rows: Row[], at: number) => (rows[at + 1]?.level ?? 0) > (rows[at]?.level ?? 0);

/** A row with all under it, one level in or out; null where that can't be. */
export function shifted(rows: Row[], at: number, by: 1 | -1): Row[] | null {
  const row = rows[at];
  const above = rows[at - 1];
  if (!row || (by === 1 && (!above || row.level > above.level || row.level >= 5)) || (by === -1 && row.level === 0)) return null;
  const end = rows.findIndex((r, n) => n > at && r.level <= row.level);
  return rows.map((r, n) => (n >= at && (end < 0 || n < end) ? { ...r, level: r.level + by } : r));
}

/** Without a row and what is under it; links to them go too. */
export function without(rows: Row[], at: number): Row[] {
  const row = rows[at];
  if (!row) return rows;
  const end = rows.findIndex((r, n) => n > at && r.level <= row.level);
  const gone = new Set(rows.slice(at, end < 0 ? undefined : end).map((r) => r.key));
  return rows.filter((r) => !gone.has(r.key)).map((r) => ({ ...r, after: r.after.filter((a) => !gone.has(a.key)) }));
}

let made = 0;
export const blank = (level: number): Row => ({ key: `n${Date.now().toString(36)}${++made}`, level, name: '', days: 5, milestone: false, after: [], pay: '' });
