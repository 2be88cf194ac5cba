import { useCallback, useState, type KeyboardEvent } from 'react';
import type { Board } from './api';
import { findCard, isStage, type Target } from './place';

export interface Lift { id: string; target: Target }

/** The keyboard's way: Space lifts, arrows move, Space or Enter puts down, Esc puts back. */
export function useLift(board: Board | undefined, onDrop: (id: string, target: Target) => void) {
  const [lift, setLift] = useState<Lift | null>(null);

  const step = useCallback((now: Lift, key: string): Target => {
    const columns = board?.stages ?? [];
    const ends: Target[] = [{ close: 'won' }, { close: 'lost' }];
    const { target } = now;
    const at = isStage(target) ? columns.findIndex((c) => c.id === target.stage) : columns.length + ends.findIndex((e) => !isStage(e) && e.close === target.close);
    if ((key === 'ArrowUp' || key === 'ArrowDown') && isStage(target)) {
      const most = columns[at]?.cards.filter((c) => c.id !== now.id).length ?? 0;
      return { stage: target.stage, index: Math.max(0, Math.min(most, target.index + (key === 'ArrowDown' ? 1 : -1))) };
    }
    const to = Math.max(0, Math.min(columns.length + 1, at + (key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0)));
    const column = columns[to];
    if (!column) return ends[to - columns.length] ?? target;
    return { stage: column.id, index: isStage(target) && column.id === target.stage ? target.index : 0 };
  }, [board]);

  const onKeyDown = useCallback((e: KeyboardEvent<HTMLElement>, id: string) => {
    if (e.target !== e.currentTarget) return;
    if (!lift) {
      if (e.key !== ' ') return;
      const found = board && findCard(board, id);
      if (!found) return;
      e.preventDefault();
      setLift({ id, target: { stage: found.column.id, index: found.index } });
      return;
    }
    if (e.key.startsWith('Arrow')) setLift({ id: lift.id, target: step(lift, e.key) });
    else if (e.key === ' ' || e.key === 'Enter') { setLift(null); onDrop(lift.id, lift.target); }
    else if (e.key === 'Escape') setLift(null);
    else return;
    e.preventDefault();
    e.stopPropagation();
  }, [board, lift, onDrop, step]);

  return { lift, onKeyDown, letGo: useCallback(() => setLift(null), []) };
}
