import { useEffect, useRef } from 'react';
import { load } from './storage';

export interface Shortcut {
  /** "g c", "?", "/", "Escape", "mod+k" */
  keys: string;
  run: (event: KeyboardEvent) => void;
  /** Key of its words in common.json; shortcuts without one are not on the ? sheet. */
  label?: string;
  group?: 'go' | 'list' | 'page';
  /** Also while typing and inside dialogs. */
  always?: boolean;
}

const stack: Shortcut[] = [];
const listeners = new Set<() => void>();
let prefix = '';
let prefixTimer = 0;

export function keysEnabled(): boolean {
  return load('keys', true);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
}

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key;
}

function find(keys: string, quiet: boolean): Shortcut | undefined {
  for (let i = stack.length - 1; i >= 0; i -= 1) {
    const s = stack[i];
    if (s && s.keys === keys && (!quiet || s.always)) return s;
  }
  return undefined;
}

export function handleKey(event: KeyboardEvent): void {
  // 229 is what browsers report for a key that an input method has swallowed.
  if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || event.altKey) return;
  const target = event.target;
  const inDialog = target instanceof HTMLElement && target.closest('[role=dialog],[role=menu],[role=listbox]') !== null;
  const quiet = isTyping(target) || inDialog || (!keysEnabled() && event.key.length === 1);
  const name = nameOf(event);
  const keys = prefix ? `${prefix} ${name}` : name;
  prefix = '';
  window.clearTimeout(prefixTimer);
  const hit = find(keys, quiet);
  if (hit) {
    // A button or link under the focus keeps its own Enter.
    if (name === 'Enter' && target instanceof HTMLElement && target.closest('a,button,[role=button]')) return;
    event.preventDefault();
    hit.run(event);
  } else if (!quiet && stack.some((s) => s.keys.startsWith(`${name} `))) {
    prefix = name;
    prefixTimer = window.setTimeout(() => { prefix = ''; }, 1200);
  }
}

export function useKeyboardRoot(): void {
  useEffect(() => {
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, []);
}

/** The handler registered last wins, so a dialog or a table on top takes the key from the page beneath. */
export function useShortcuts(shortcuts: readonly Shortcut[], enabled = true): void {
  const latest = useRef(shortcuts);
  useEffect(() => { latest.current = shortcuts; });
  const shape = shortcuts.map((s) => s.keys).join('|');
  useEffect(() => {
    if (!enabled) return undefined;
    const mine = latest.current.map((s, i): Shortcut => ({ ...s, run: (e) => latest.current[i]?.run(e) }));
    stack.push(...mine);
    listeners.forEach((l) => l());
    return () => {
      mine.forEach((m) => stack.splice(stack.indexOf(m), 1));
      listeners.forEach((l) => l());
    };
  }, [enabled, shape]);
}

/** What the ? sheet shows: one line per key, the newest meaning of each. */
export function activeShortcuts(): Shortcut[] {
  const seen = new Map<string, Shortcut>();
  stack.forEach((s) => { if (s.label) seen.set(s.keys, s); });
  return [...seen.values()];
}
