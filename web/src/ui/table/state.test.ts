import { describe, expect, it } from 'vitest';
import { arrange } from './prefs';
import { parseFilter, queryOf, readState, writeState } from './state';

describe('the state of a table in the address', () => {
  it('comes back as it went', () => {
    const text = 'view=mine&q=半导体&filter=region%3Ain%3A32%2C33&filter=name%3Acontains%3Aa%3Ab&sort=-receivable&cursor=abc&page=3&size=100';
    const state = readState(new URLSearchParams(text));
    expect(state).toEqual({
      view: 'mine', q: '半导体', sort: '-receivable', cursor: 'abc', page: 3, size: 100,
      filters: [{ field: 'region', op: 'in', value: '32,33' }, { field: 'name', op: 'contains', value: 'a:b' }],
    });
    expect(readState(writeState(new URLSearchParams(), state))).toEqual(state);
  });
  it('leaves other parameters of the page alone and says nothing for the normal', () => {
    const out = writeState(new URLSearchParams('tab=files&q=old'), readState(new URLSearchParams('')));
    expect(out.toString()).toBe('tab=files');
  });
  it('refuses sizes that are not offered and filters that are none', () => {
    expect(readState(new URLSearchParams('size=100000')).size).toBe(50);
    expect(parseFilter('region')).toBeNull();
  });
  it('asks the server for the fixed scope as well', () => {
    const query = queryOf({ q: '', filters: [], sort: 'name' }, ['client:in:1']);
    expect(query).toBe('filter=client%3Ain%3A1&sort=name');
  });
});

describe('the reader\'s columns', () => {
  const columns = ['name', 'a', 'b', 'c'].map((key) => ({ key, title: key, hidden: key === 'c' }));
  const keys = (prefs: Parameters<typeof arrange>[1]) => arrange(columns, prefs).map((c) => c.key);
  it('start as the page has them', () => expect(keys(null)).toEqual(['name', 'a', 'b']));
  it('keep the order and never move the name', () => expect(keys({ order: ['c', 'b'], hidden: ['a', 'name'] })).toEqual(['name', 'c', 'b']));
  it('show a column that came with an update', () => expect(keys({ order: ['b'], hidden: ['c'] })).toEqual(['name', 'b', 'a']));
});
