import { expect, test } from 'vitest';
import { sizeOf } from './words';

test('a size is told in the unit that makes it short', () => {
  expect([0, 999, 1000, 123_456, 99_950_000, 1_900_000_000].map(sizeOf)).toEqual(['0 B', '999 B', '1.0 kB', '123 kB', '100.0 MB', '1.9 GB']);
});
