import { describe, expect, it } from 'vitest';
import { phoneText } from './phone';

describe('telephone numbers', () => {
  it('groups a mobile number by three and four', () => {
    expect(phoneText('+8613812345678')).toBe('138 1234 5678');
  });
  it('sets the area code apart, with its zero', () => {
    expect(phoneText('+862162345678')).toBe('021-6234 5678');
    expect(phoneText('+861062345678')).toBe('010-6234 5678');
    expect(phoneText('+8651262884170')).toBe('0512-6288 4170');
    expect(phoneText('+865592350118')).toBe('0559-235 0118');
  });
  it('writes service numbers as they are advertised', () => {
    expect(phoneText('+864008208820')).toBe('400-820-8820');
  });
  it('leaves alone what it does not know: masked, foreign, half typed, empty', () => {
    for (const text of ['138****2207', '+442079460958', '1381234', '']) expect(phoneText(text)).toBe(text);
  });
});
