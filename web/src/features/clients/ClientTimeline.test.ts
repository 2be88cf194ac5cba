import type { TFunction } from 'i18next';
import { describe, expect, it } from 'vitest';
import type { Entry } from './api';
import { wordsOf } from './ClientTimeline';

const t = ((key: string, values?: { value: string }) => (values ? `${values.value} ${key.replace('common:money.', '')}` : key)) as unknown as TFunction<'clients'>;
const entry = (kind: string, data: Entry['data']): Entry => ({ id: 1, at: '2020-05-01T02:00:00Z', kind, group: 'project', actor: '梁见山', resource: 'projects.project', object_id: '1', text: '', keywords: [], origin: '', data });

describe('the words of an event', () => {
  it('say dates as the rest of the page does, in the language of the reader', () => {
    expect(wordsOf(entry('acceptance_passed', { accepted_on: '2020-05-23' }), t, 'zh').accepted_on).toBe('2020年5月23日');
    expect(wordsOf(entry('acceptance_passed', { accepted_on: '2020-05-23' }), t, 'en').accepted_on).toBe('23 May 2020');
  });
  it('call a stage by its English name where it has one', () => {
    const moved = entry('opportunity_moved', { from_name: '初步洽谈', to_name: '中标公示', from_name_en: 'First talks', to_name_en: '' });
    expect(wordsOf(moved, t, 'en')).toMatchObject({ from_name: 'First talks', to_name: '中标公示' });
    expect(wordsOf(moved, t, 'zh').from_name).toBe('初步洽谈');
  });
  it('say what was taken without a second minus, and a debt with a true one', () => {
    expect(wordsOf(entry('points_taken', { points: -20, balance: -1020 }), t, 'zh')).toMatchObject({ points: '20', balance: '−1,020' });
  });
});
