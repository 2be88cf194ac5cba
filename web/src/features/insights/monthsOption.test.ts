import { describe, expect, it } from 'vitest';
import type { Month } from './api';
import { clearance } from './monthsOption';

const month = (signed: string, received: string) => ({ month: '2026-11', signed, received, unfinished: false, signed_link: '', received_link: '' }) as Month;

describe('a label over its bar', () => {
  it('stands close when the line runs below', () => {
    expect(clearance([month('10.00', '2.00'), month('8.00', '3.00')], 1)).toBe(5);
  });
  it('rises above the line that comes down into the bar beside it', () => {
    // The line falls from 9 to 2 towards the last bar of 4: over the label's reach it stands at 2 + 7 × .62 = 6.34.
    expect(clearance([month('10.00', '9.00'), month('4.00', '2.00')], 1)).toBeCloseTo(((6.34 - 4) / 10) * 220 + 10, 5);
  });
  it('stays under a line that runs far above', () => {
    expect(clearance([month('10.00', '9.00'), month('1.00', '8.50')], 1)).toBe(5);
  });
});
