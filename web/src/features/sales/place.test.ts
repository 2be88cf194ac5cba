import { describe, expect, it } from 'vitest';
import type { Board, Card, Column } from './api';
import { findCard, neighbour, placed } from './place';
import { headline } from './words';

const card = (id: string, stage_id: string, amount = '100.00', weighted = '20.00') => ({ id, stage_id, amount, weighted }) as Card;
const column = (id: string, cards: Card[]): Column => ({ id, name: id, name_en: id, cards, count: cards.length, amount: `${cards.length}00.00`, weighted: `${cards.length * 20}.00` }) as Column;
const board: Board = {
  stages: [column('a', [card('1', 'a'), card('2', 'a'), card('3', 'a')]), column('b', [card('4', 'b')])],
  total: { count: 4, amount: '400.00', weighted: '80.00' }, closed: { since: '2026-10-01', won: 0, lost: 0, won_amount: '0.00' },
};
const ids = (b: Board) => b.stages.map((s) => s.cards.map((c) => c.id).join(''));

describe('a card on its way', () => {
  it('moves to another column with its amount', () => {
    const now = placed(board, '2', 'b', 1);
    expect(ids(now)).toEqual(['13', '42']);
    expect(now.stages.map((s) => [s.count, s.amount])).toEqual([[2, '200.00'], [2, '200.00']]);
    expect(findCard(now, '2')?.card.stage_id).toBe('b');
    expect(ids(board)).toEqual(['123', '4']);
  });
  it('changes its place within a column and the column adds up as before', () => {
    const now = placed(board, '1', 'a', 2);
    expect(ids(now)).toEqual(['231', '4']);
    expect(now.stages[0]?.amount).toBe('300.00');
  });
  it('names the card it stands below, not counting itself', () => {
    expect(neighbour(board, '1', 'a', 0)).toBeNull();
    expect(neighbour(board, '1', 'a', 2)).toBe('3');
    expect(neighbour(board, '1', 'b', 1)).toBe('4');
  });
});

describe('a column’s head', () => {
  it('rounds to whole 万 and keeps two places from 亿 on', () => {
    expect(headline('86304999.99', 'zh')).toEqual({ value: '8,630', unit: 'wan' });
    expect(headline('86305000.00', 'zh')).toEqual({ value: '8,631', unit: 'wan' });
    expect(headline('124000000.00', 'zh')).toEqual({ value: '1.24', unit: 'yi' });
  });
});
