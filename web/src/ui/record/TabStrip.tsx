import { useCallback, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';

export interface StripTab { key: string; label: string; count?: number }

interface Props { tabs: readonly StripTab[]; active: string; label: string; onShow: (key: string) => void; /** Of the panel that the tabs rule; each tab's own id is made from it. */ panel: string }

/** Kept free beside a tab that is brought into view: as wide as the fade at the edge, so that none stands half in it. */
const MARGIN = 36;
const STEPS: Record<string, (at: number, count: number) => number> = {
  ArrowRight: (at, count) => (at + 1) % count, ArrowLeft: (at, count) => (at - 1 + count) % count, Home: () => 0, End: (_, count) => count - 1,
};

export const tabId = (panel: string, key: string) => `${panel}-${key}`;

/** How far a row must be scrolled so that a part of it stands free of its edges; as it is where it does already. */
export function scrolledTo(row: { left: number; width: number }, part: { left: number; width: number }): number {
  if (part.left - MARGIN < row.left) return Math.max(0, part.left - MARGIN);
  return Math.max(row.left, part.left + part.width + MARGIN - row.width);
}

function bring(row: HTMLElement, tab: HTMLElement | null) {
  if (!tab) return;
  const left = scrolledTo({ left: row.scrollLeft, width: row.clientWidth }, { left: tab.offsetLeft, width: tab.offsetWidth });
  if (left !== row.scrollLeft) row.scrollLeft = left;
}

/** Tabs in one row that scrolls sideways by itself, by finger, wheel and arrow keys; where more is hidden its edge fades. */
export function TabStrip({ tabs, active, label, onShow, panel }: Props) {
  const row = useRef<HTMLDivElement>(null);
  const [more, setMore] = useState('');
  const look = useCallback(() => {
    const box = row.current;
    if (!box) return;
    const left = box.scrollLeft > 1;
    const right = box.scrollLeft + box.clientWidth < box.scrollWidth - 1;
    setMore(left && right ? 'both' : left ? 'left' : right ? 'right' : '');
  }, []);
  useLayoutEffect(() => {
    if (row.current) bring(row.current, row.current.querySelector('[aria-selected=true]'));
    look();
  }, [active, look, tabs.length]);
  useEffect(() => {
    const box = row.current;
    if (!box) return undefined;
    const wheel = (event: WheelEvent) => {
      const before = box.scrollLeft;
      if (Math.abs(event.deltaY) <= Math.abs(event.deltaX)) return;
      box.scrollLeft += event.deltaY;
      if (box.scrollLeft !== before) event.preventDefault(); // at its end the page scrolls on
    };
    const watch = new ResizeObserver(() => { bring(box, box.querySelector('[aria-selected=true]')); look(); });
    watch.observe(box);
    box.addEventListener('wheel', wheel, { passive: false });
    return () => { watch.disconnect(); box.removeEventListener('wheel', wheel); };
  }, [look]);
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = STEPS[event.key];
    const all = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')];
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = all[step(at, all.length)];
    next?.focus({ preventScroll: true });
    bring(event.currentTarget, next ?? null);
  };
  return (
    <div className="tabstrip" data-more={more}>
      {/* Its tabs have the focus, and hear the keys through it. */}
      {/* eslint-disable-next-line jsx-a11y/interactive-supports-focus */}
      <div ref={row} className="tabrow" role="tablist" aria-label={label} onScroll={look} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.key} id={tabId(panel, tab.key)} type="button" role="tab" aria-selected={tab.key === active} aria-controls={tab.key === active ? panel : undefined}
            tabIndex={tab.key === active ? 0 : -1} onClick={() => onShow(tab.key)}
          >
            {tab.label}{tab.count !== undefined && tab.count > 0 && <span className="tab-n num">{tab.count}</span>}
          </button>
        ))}
      </div>
    </div>
  );
}
