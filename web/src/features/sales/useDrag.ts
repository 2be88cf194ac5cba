import { useCallback, useEffect, useRef, useState, type PointerEvent as ReactPointerEvent } from 'react';
import type { Target } from './place';

export interface Drag { id: string; x: number; y: number; dx: number; dy: number; width: number; height: number; target: Target | null }

const START_PX = 6;
const EDGE_PX = 48;
const SCROLL_PX = 12;

/** Where a point is: over a column, between which cards; or over one of the narrow ends. */
export function targetAt(x: number, y: number, id: string): Target | null {
  const over = document.elementsFromPoint(x, y).find((e): e is HTMLElement => e instanceof HTMLElement && (e.dataset.stage !== undefined || e.dataset.close !== undefined));
  if (!over) return null;
  const close = over.dataset.close;
  if (close === 'won' || close === 'lost') return { close };
  const cards = [...over.querySelectorAll<HTMLElement>('[data-card]')].filter((c) => c.dataset.card !== id);
  const index = cards.findIndex((c) => { const box = c.getBoundingClientRect(); return y < box.top + box.height / 2; });
  return { stage: over.dataset.stage ?? '', index: index < 0 ? cards.length : index };
}

function scrollEdge(x: number, y: number) {
  const list = document.elementsFromPoint(x, y).find((e) => e.classList.contains('col-cards'));
  if (list) {
    const box = list.getBoundingClientRect();
    if (y < box.top + EDGE_PX) list.scrollTop -= SCROLL_PX;
    else if (y > box.bottom - EDGE_PX) list.scrollTop += SCROLL_PX;
  }
  const board = document.querySelector('.board');
  if (!board) return;
  const box = board.getBoundingClientRect();
  if (x > box.right - EDGE_PX) board.scrollLeft += SCROLL_PX;
  else if (x < box.left + EDGE_PX) board.scrollLeft -= SCROLL_PX;
}

/** Drags a card with mouse or pen. A finger scrolls: on touch a card is moved from its page or by the keyboard. */
export function useDrag(onDrop: (id: string, target: Target) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const start = useRef<{ id: string; x: number; y: number; box: DOMRect; pointer: number } | null>(null);
  const live = useRef<Drag | null>(null);
  const ended = useRef(0);
  const drop = useRef(onDrop);
  useEffect(() => { drop.current = onDrop; });

  const set = useCallback((now: Drag | null) => { live.current = now; setDrag(now); }, []);
  const cancel = useCallback(() => { start.current = null; set(null); }, [set]);

  useEffect(() => {
    const onMove = (e: PointerEvent) => {
      const s = start.current;
      if (!s || e.pointerId !== s.pointer) return;
      if (!live.current && Math.hypot(e.clientX - s.x, e.clientY - s.y) < START_PX) return;
      e.preventDefault();
      scrollEdge(e.clientX, e.clientY);
      set({ id: s.id, x: e.clientX, y: e.clientY, dx: s.x - s.box.left, dy: s.y - s.box.top, width: s.box.width, height: s.box.height, target: targetAt(e.clientX, e.clientY, s.id) });
    };
    const onUp = (e: PointerEvent) => {
      const now = live.current;
      if (now) { ended.current = e.timeStamp; if (now.target) drop.current(now.id, now.target); }
      cancel();
    };
    const onKey = (e: KeyboardEvent) => { if (e.key === 'Escape' && live.current) { e.preventDefault(); cancel(); } };
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', cancel);
    window.addEventListener('keydown', onKey, true);
    return () => {
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', cancel);
      window.removeEventListener('keydown', onKey, true);
    };
  }, [cancel, set]);

  const onPointerDown = useCallback((e: ReactPointerEvent<HTMLElement>, id: string) => {
    if (e.button !== 0 || e.pointerType === 'touch') return;
    start.current = { id, x: e.clientX, y: e.clientY, box: e.currentTarget.getBoundingClientRect(), pointer: e.pointerId };
  }, []);
  /** The click that ends a drag opens nothing. */
  const justDropped = useCallback((timeStamp: number) => timeStamp - ended.current < 50, []);
  return { drag, onPointerDown, justDropped };
}
