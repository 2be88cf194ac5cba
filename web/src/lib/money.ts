/** Money travels as a string with two places ("350000.00") and is counted in whole fen as a BigInt; it never becomes a float. */
const SHAPE = /^([-−+]?)(\d+)(?:\.(\d{1,2}))?$/;

/** "350000.5" → 35000050n; throws on anything that is not an amount with at most two places. */
export function toFen(value: string): bigint {
  const match = SHAPE.exec(value.trim().replaceAll(',', ''));
  if (!match) throw new RangeError(`not an amount: ${value}`);
  const fen = BigInt(match[2] + (match[3] ?? '').padEnd(2, '0'));
  return match[1] === '-' || match[1] === '−' ? -fen : fen;
}

export function isAmount(value: string): boolean {
  return SHAPE.test(value.trim().replaceAll(',', ''));
}

/** 35000050n → "350000.50", the form the API takes. */
export function fromFen(fen: bigint): string {
  const abs = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${abs.slice(0, -2)}.${abs.slice(-2)}`;
}

export function sumMoney(values: readonly string[]): string {
  return fromFen(values.reduce((acc, v) => acc + toFen(v), 0n));
}

export function compareMoney(a: string, b: string): number {
  const d = toFen(a) - toFen(b);
  return d < 0n ? -1 : d > 0n ? 1 : 0;
}

/** Half away from zero, as invoices round. */
function divide(fen: bigint, divisor: bigint): bigint {
  const abs = fen < 0n ? -fen : fen;
  const q = (abs * 2n + divisor) / (divisor * 2n);
  return fen < 0n ? -q : q;
}

function grouped(scaled: bigint, places: number): string {
  const abs = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const whole = places ? abs.slice(0, -places) : abs;
  const rest = places ? `.${abs.slice(-places)}` : '';
  return `${scaled < 0n ? '−' : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`;
}

/** "4150000" → "4,150,000.00"; the minus is U+2212. */
export function yuan(value: string): string {
  return grouped(toFen(value), 2);
}

/** 万元 with two places in Chinese; thousands of yuan with one place in English: both end at a hundred yuan. */
export function scaled(value: string, lang: string): string {
  return lang.startsWith('zh') ? grouped(divide(toFen(value), 10_000n), 2) : grouped(divide(toFen(value), 10_000n), 1);
}

/** "415.00 万" style figure for sentences and footers; from one 亿 (or a million in English) on, the larger unit. */
export function figure(value: string, lang: string): { value: string; unit: 'wan' | 'yi' | 'k' | 'm' } {
  const fen = toFen(value);
  const abs = fen < 0n ? -fen : fen;
  if (lang.startsWith('zh')) {
    if (abs >= 10_000_000_000n) return { value: grouped(divide(fen, 100_000_000n), 2), unit: 'yi' };
    return { value: grouped(divide(fen, 10_000n), 2), unit: 'wan' };
  }
  if (abs >= 100_000_000n) return { value: grouped(divide(fen, 1_000_000n), 2), unit: 'm' };
  return { value: grouped(divide(fen, 10_000n), 1), unit: 'k' };
}

/** Share of a whole in percent, one place at most; a whole of zero has no share. */
export function share(part: string, whole: string): number | null {
  const w = toFen(whole);
  if (w === 0n) return null;
  return Number((toFen(part) * 1000n) / w) / 10;
}
