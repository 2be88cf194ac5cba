import type { Board, Card, Column } from './api';

export type Target = { stage: string; index: number } | { close: 'won' | 'lost' };

export const isStage = (target: Target): target is { stage: string; index: number } => 'stage' in target;

export function findCard(board: Board, id: string): { card: Card; column: Column; index: number } | null {
  for (const column of board.stages) {
    const index = column.cards.findIndex((c) => c.id === id);
    const card = column.cards[index];
    if (card) return { card, column, index };
  }
  return null;
}

/** The card it will stand below; null on top. `index` counts without the card that moves. */
export function neighbour(board: Board, id: string, stage: string, index: number): string | null {
  const others = board.stages.find((s) => s.id === stage)?.cards.filter((c) => c.id !== id) ?? [];
  return others[index - 1]?.id ?? null;
}

const fen = (value: string) => BigInt(value.replace('.', ''));
const back = (value: bigint) => { const text = value.toString().padStart(3, '0'); return `${text.slice(0, -2)}.${text.slice(-2)}`; };
const shift = (column: Column, card: Card, sign: 1 | -1): Column => ({
  ...column, count: column.count + sign, amount: back(fen(column.amount) + BigInt(sign) * fen(card.amount)), weighted: back(fen(column.weighted) + BigInt(sign) * fen(card.weighted)),
});

/** The board as it will be when the server agrees; it tells the exact weighted sums a moment later. */
export function placed(board: Board, id: string, stage: string, index: number): Board {
  const found = findCard(board, id);
  if (!found) return board;
  const target = board.stages.find((s) => s.id === stage);
  if (!target) return board;
  const moved: Card = { ...found.card, stage: target.name, stage_en: target.name_en, stage_id: target.id };
  const stages = board.stages.map((column) => {
    const without = column.cards.filter((c) => c.id !== id);
    const left = column.id === found.column.id ? shift({ ...column, cards: without }, found.card, -1) : column;
    return column.id === stage ? shift({ ...left, cards: [...without.slice(0, index), moved, ...without.slice(index)] }, moved, 1) : left;
  });
  return { ...board, stages };
}

export function without(board: Board, id: string): Board {
  const found = findCard(board, id);
  if (!found) return board;
  return { ...board, stages: board.stages.map((s) => (s.id === found.column.id ? shift({ ...s, cards: s.cards.filter((c) => c.id !== id) }, found.card, -1) : s)) };
}
