import { describe, expect, it } from 'vitest';
import { countOf, withCell } from './api';

const before = { 'clients.client': { view: 'own', create: 'own' } };

describe('a draft of a role', () => {
  it('counts every right that was given, taken or widened', () => {
    const after = withCell(withCell(withCell(before, 'clients.client', 'view', 'all'), 'clients.client', 'create', ''), 'sales.stage', 'view', 'all');
    expect(after).toEqual({ 'clients.client': { view: 'all' }, 'sales.stage': { view: 'all' } });
    expect(countOf(before, after)).toBe(3);
  });

  it('is nothing when it was put back', () => {
    const back = withCell(withCell(before, 'clients.client', 'view', 'tree'), 'clients.client', 'view', 'own');
    expect(countOf(before, back)).toBe(0);
    expect(before).toEqual({ 'clients.client': { view: 'own', create: 'own' } });
  });
});
