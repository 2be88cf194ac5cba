import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { sha256, solve } from './sha256';

const hex = (h: Uint32Array) => [...h].map((w) => w.toString(16).padStart(8, '0')).join('');

it.each(['', 'abc', '洁净厂房 ISO 7', 'x'.repeat(55), 'x'.repeat(56), 'x'.repeat(200)])('agrees with the standard: %s', (text) => {
  expect(hex(sha256(text))).toBe(createHash('sha256').update(text).digest('hex'));
});

it('does the work of a challenge', async () => {
  const found = await solve('token', 10);
  expect(createHash('sha256').update(`token:${found}`).digest().readUInt16BE(0) >> 6).toBe(0);
});
