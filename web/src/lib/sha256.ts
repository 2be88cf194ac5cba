/** SHA-256 of a text, in this browser alone: `crypto.subtle` is missing on pages without TLS. */
const K = new Uint32Array(64);
const START = new Uint32Array(8);

function prepare(): void {
  const frac = (x: number) => ((x - Math.floor(x)) * 2 ** 32) | 0;
  for (let n = 2, found = 0; found < 64; n += 1) {
    let prime = true;
    for (let d = 2; d * d <= n; d += 1) if (n % d === 0) { prime = false; break; }
    if (!prime) continue;
    if (found < 8) START[found] = frac(Math.sqrt(n));
    K[found] = frac(Math.cbrt(n));
    found += 1;
  }
}
prepare();

const at = (a: Uint32Array, i: number) => a[i] ?? 0;
const turn = (x: number, n: number) => (x >>> n) | (x << (32 - n));

/** The first 32 bits, which is what a challenge looks at, or the whole in hexadecimal. */
export function sha256(text: string): Uint32Array {
  const bytes = new TextEncoder().encode(text);
  const size = ((bytes.length + 8) >> 6) * 16 + 16;
  const words = new Uint32Array(size);
  bytes.forEach((b, i) => { words[i >> 2] = at(words, i >> 2) | (b << (24 - (i & 3) * 8)); });
  words[bytes.length >> 2] = at(words, bytes.length >> 2) | (0x80 << (24 - (bytes.length & 3) * 8));
  words[size - 1] = bytes.length * 8;
  const h = Uint32Array.from(START);
  const w = new Uint32Array(64);
  for (let block = 0; block < size; block += 16) {
    for (let i = 0; i < 64; i += 1) {
      if (i < 16) { w[i] = at(words, block + i); continue; }
      const a = at(w, i - 15);
      const b = at(w, i - 2);
      w[i] = at(w, i - 16) + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + at(w, i - 7) + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
    round(h, w);
  }
  return h;
}

function round(h: Uint32Array, w: Uint32Array): void {
  const v = Uint32Array.from(h);
  for (let i = 0; i < 64; i += 1) {
    const [a, b, c, d, e, f, g, hh] = [at(v, 0), at(v, 1), at(v, 2), at(v, 3), at(v, 4), at(v, 5), at(v, 6), at(v, 7)];
    const t1 = (hh + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + at(K, i) + at(w, i)) | 0;
    const t2 = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    v.set([t1 + t2, a, b, c, d + t1, e, f, g]);
  }
  for (let i = 0; i < 8; i += 1) h[i] = at(h, i) + at(v, i);
}

/** A number for which SHA-256 of `token:number` begins with so many zero bits (32 at most); the page stays alive meanwhile. */
export async function solve(token: string, bits: number): Promise<string> {
  for (let n = 0; ; n += 1) {
    if ((sha256(`${token}:${n}`)[0] ?? 1) >>> (32 - bits) === 0) return String(n);
    if (n % 2000 === 1999) await new Promise((next) => { setTimeout(next, 0); });
  }
}
