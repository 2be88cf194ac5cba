import { expect, it } from 'vitest';
import { scopesOf, scopeWords, type Offers } from './api';

const offers: Offers = { items: [{ code: 'clients.client', label: '客户', actions: [{ code: 'view', label: '查看' }] }], most_days: 365, per_minute: 600 };

it('groups chosen rights by their record', () => {
  expect(scopesOf(['clients.client:view', 'sales.opportunity:view', 'clients.client:update'])).toEqual({ 'clients.client': ['view', 'update'], 'sales.opportunity': ['view'] });
});

it('says what a token may do, and by its code what the reader has no word for', () => {
  expect(scopeWords({ 'clients.client': ['view', 'update'], 'x.y': ['z'] }, offers, '：', '、')).toEqual(['客户：查看、update', 'x.y：z']);
});
