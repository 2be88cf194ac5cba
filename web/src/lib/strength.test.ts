import { expect, it } from 'vitest';
import { strength } from './strength';

it('tells what is guessed at once from what is not', () => {
  expect(strength('woaini1314', [])).toBeLessThanOrEqual(1);
  expect(strength('dougong888', [])).toBeLessThanOrEqual(1);
  expect(strength('zhangsan520520', [])).toBeLessThanOrEqual(1);
  expect(strength('pickled-turbine-orchard-91', [])).toBe(4);
});

it('knows the names of whom the password is for', () => {
  expect(strength('linshuran2026', ['linshuran', 'lin@zhuheng.example'])).toBeLessThan(strength('linshuran2026', []));
});
