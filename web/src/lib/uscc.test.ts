import { describe, expect, it } from 'vitest';
import { usccFault } from './uscc';

describe('the credit code', () => {
  it('passes a code whose check digit fits', () => {
    expect(usccFault('91350100M000100Y43')).toBeNull();
    expect(usccFault('91350100m000100y43')).toBeNull();
  });
  it('says which character cannot be', () => {
    expect(usccFault('9135O100M000100Y43')).toEqual({ code: 'letter', place: 5, letter: 'O' });
  });
  it('counts and checks', () => {
    expect(usccFault('91350100M000100Y4')).toEqual({ code: 'length', count: 17 });
    expect(usccFault('91350100M000100Y44')).toEqual({ code: 'check' });
  });
});
