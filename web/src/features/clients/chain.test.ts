import { describe, expect, it } from 'vitest';
import type { Contact } from './api';
import { above, tree } from './chain';

const person = (id: string, to: string | null, influence: Contact['influence'] = 'unknown') => ({ id, name: id, reports_to_id: to, influence }) as Contact;

describe('the decision chain', () => {
  const people = [person('buyer', 'chief'), person('chief', null, 'low'), person('head', 'chief', 'high'), person('owner', 'gone', 'high')];
  it('stands people under whom they report to, the weightiest first', () => {
    const drawn = tree(people);
    expect(drawn.map((n) => n.contact.id)).toEqual(['owner', 'chief']);
    expect(drawn[1]?.below.map((n) => n.contact.id)).toEqual(['head', 'buyer']);
  });
  it('lets nobody report to himself or to those below him', () => {
    expect(above(people, 'chief').map((c) => c.id)).toEqual(['owner']);
    expect(above(people, 'buyer').map((c) => c.id)).toEqual(['chief', 'head', 'owner']);
    expect(above(people, undefined)).toHaveLength(4);
  });
});
