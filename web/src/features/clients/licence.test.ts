import { expect, it } from 'vitest';
import { confirmed, drafts, FILLS, type Licence } from './licence';

const part = (key: Licence['fields'][number]['key'], value: string, text = value) => ({ key, value, text, sure: 0.99, mended: false, picture: '' });

it('fills in what was confirmed, as it was mended, and nothing else', () => {
  const items = drafts({ turned: 0, fields: [part('name', '启岳半导体有限公司'), part('capital', '', '500万美元'), part('founded', '2015-03-12')] });
  expect(confirmed(items)).toEqual([]);
  expect(items[1]?.value).toBe('500万美元');
  const [name, capital, founded] = items as [typeof items[0], typeof items[0], typeof items[0]];
  const gone = [{ ...name!, verdict: 'kept' as const, value: ' 启岳半导体（苏州）有限公司 ' }, { ...capital!, verdict: 'left' as const }, founded!];
  expect(confirmed(gone)).toEqual([['name', '启岳半导体（苏州）有限公司']]);
});

it('knows a place in the form for every part, each its own', () => {
  expect(new Set(Object.values(FILLS)).size).toBe(9);
});
