import { describe, expect, it } from 'vitest';

type Words = { [key: string]: string | Words };
const words = import.meta.glob<Words>('./*/*.json', { eager: true, import: 'default' });
const sources = Object.entries(import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*', '!../test/**'], { eager: true, query: '?raw', import: 'default' }));

function flat(tree: Words, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([k, v]) => (typeof v === 'string' ? [[prefix + k, v] as [string, string]] : flat(v, `${prefix}${k}.`)));
}

const tables = new Map(Object.entries(words).map(([path, tree]) => [path.slice(2, -5), new Map(flat(tree))]));
const spaces = [...new Set([...tables.keys()].map((k) => k.split('/')[1] ?? ''))];
const plain = (key: string) => key.replace(/_(one|other|zero|two|few|many)$/, '');
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1]).sort().join();

/** Strings anywhere in the sources count as uses: keys also stand in maps and props. Templates count by their fixed beginning. */
const all = sources.map(([, text]) => text).join('\n');
const literals = new Set([...all.matchAll(/['"`]([\w-]+:)?([\w-]+(?:\.[\w-]+)*)['"`]/g)].map((m) => m[2] ?? ''));
const beginnings = [...all.matchAll(/`(?:[\w-]+:)?([\w.-]+[._])\$\{/g)].map((m) => m[1] ?? '');
const used = (key: string) => literals.has(plain(key)) || beginnings.some((b) => key.startsWith(b));

describe('words', () => {
  it.each(spaces)('%s: both languages have the same keys', (ns) => {
    const keys = (lang: string) => [...(tables.get(`${lang}/${ns}`) ?? new Map<string, string>()).keys()].map(plain);
    expect([...new Set(keys('zh'))].sort()).toEqual([...new Set(keys('en'))].sort());
  });
  it.each(spaces)('%s: both languages fill in the same values', (ns) => {
    const en = tables.get(`en/${ns}`);
    // A language may leave out the counting word, which English does not have, and the number of a single thing.
    const optional = new Set(['counter', 'count', 'noun']);
    const differing = [...(tables.get(`zh/${ns}`) ?? [])].filter(([k, zh]) => {
      const other = en?.get(k);
      if (other === undefined) return false;
      const trim = (t: string) => holes(t).split(',').filter((h) => !optional.has(h)).join();
      return trim(zh) !== trim(other);
    });
    expect(differing.map(([k]) => k)).toEqual([]);
  });
  it.each(spaces)('%s: every key is used', (ns) => {
    // The rail's words are named ahead for the whole product; features take theirs as they come.
    const keys = ns === 'nav' ? [] : [...(tables.get(`zh/${ns}`)?.keys() ?? [])];
    expect(keys.filter((k) => !used(k))).toEqual([]);
  });
  it('every key that is asked for exists', () => {
    const missing = sources.flatMap(([path, text]) => {
      const asked = [...text.matchAll(/(?:useTranslation\(|TFunction<)\[?((?:'[\w-]+'(?:, )?)+)/g)];
      const own = asked.flatMap((m) => [...(m[1] ?? '').matchAll(/[\w-]+/g)].map((word) => word[0]));
      return [...text.matchAll(/\bt\('(?:([\w-]+):)?([\w.-]+)'/g)].filter((m) => {
        const spaces = m[1] ? [m[1]] : [...own, ...(!own.length || text.includes('useTranslation()') ? ['common'] : [])];
        const has = (map?: Map<string, string>) => map && (map.has(m[2] ?? '') || map.has(`${m[2]}_other`));
        return !spaces.some((ns) => has(tables.get(`zh/${ns}`)));
      }).map((m) => `${path}: ${m[2]}`);
    });
    expect(missing).toEqual([]);
  });
});
