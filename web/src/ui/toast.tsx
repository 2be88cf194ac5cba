import { CircleCheck, TriangleAlert, X } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

export interface ToastOptions {
  text: string;
  tone?: 'ok' | 'bad';
  /** Shown as 撤销 for 8 s; a toast is never the only copy of an error. */
  undo?: () => void | Promise<unknown>;
}

interface Item extends ToastOptions { id: number }

const UNDO_MS = 8000;
const PLAIN_MS = 4000;
let items: Item[] = [];
let next = 1;
const listeners = new Set<() => void>();

function set(now: Item[]): void {
  items = now;
  listeners.forEach((l) => l());
}

export function dismissToast(id: number): void {
  set(items.filter((i) => i.id !== id));
}

export function toast(options: ToastOptions | string): number {
  const item: Item = { ...(typeof options === 'string' ? { text: options } : options), id: next++ };
  set([...items.slice(-2), item]);
  window.setTimeout(() => dismissToast(item.id), item.undo ? UNDO_MS : PLAIN_MS);
  return item.id;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts() {
  const { t } = useTranslation();
  const list = useSyncExternalStore(subscribe, () => items);
  const undo = (item: Item) => {
    dismissToast(item.id);
    void Promise.resolve(item.undo?.()).catch((e: Error) => toast({ text: e.message, tone: 'bad' }));
  };
  return (
    <div className="toasts" role="status" aria-live="polite">
      {list.map((item) => (
        <div key={item.id} className="toast">
          {item.tone === 'bad' ? <TriangleAlert size={16} color="var(--amber-solid)" aria-hidden /> : <CircleCheck size={16} color="var(--green-solid)" aria-hidden />}
          <span>{item.text}</span>
          {item.undo && <button type="button" className="act" onClick={() => undo(item)}>{t('act.undo')}</button>}
          <button type="button" aria-label={t('act.close')} onClick={() => dismissToast(item.id)}><X size={15} aria-hidden /></button>
        </div>
      ))}
    </div>
  );
}
