import { expect, it } from 'vitest';
import { neighbour, shade, TILES } from './tiles';

it('has all 34 provinces, each on a square of its own', () => {
  expect(Object.keys(TILES)).toHaveLength(34);
  expect(new Set(Object.values(TILES).map((p) => p.join())).size).toBe(34);
  for (const code of ['710000', '810000', '820000', '460000', '540000', '650000']) expect(TILES[code]).toBeDefined();
});

it('leads by the arrows from any square to any other', () => {
  const seen = new Set(['110000']);
  const open = ['110000'];
  while (open.length) {
    const from = open.pop() ?? '';
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
      const to = neighbour(from, key);
      if (to && !seen.has(to)) { seen.add(to); open.push(to); }
    }
  }
  expect(seen.size).toBe(34);
  expect(neighbour('320000', 'ArrowRight')).toBe('310000');
  expect(neighbour('320000', 'ArrowLeft')).toBe('340000');
  expect(neighbour('320000', 'ArrowUp')).toBe('110000');
  expect(neighbour('230000', 'ArrowUp')).toBeUndefined();
  expect(neighbour('320000', 'Enter')).toBeUndefined();
});

it('shades nothing as nothing, and the most the darkest', () => {
  expect([0, 1, 4, 25, 100].map((v) => shade(v, 100))).toEqual([0, 1, 1, 3, 5]);
  expect(shade(3, 0)).toBe(0);
});
