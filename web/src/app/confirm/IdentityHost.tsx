import { lazy, Suspense, useSyncExternalStore } from 'react';
import { setConfirmer } from '@/api/client';
import type { Problem } from '@/api/problem';

const IdentityDialog = lazy(() => import('./IdentityDialog'));

export interface Asked { problem: Problem; answer: (given: { reason: string } | null) => void }

let waiting: Asked[] = [];
const listeners = new Set<() => void>();

function set(now: Asked[]): void {
  waiting = now;
  listeners.forEach((l) => l());
}

/** One dialog at a time; whoever asks meanwhile waits for the next. */
setConfirmer((problem) => new Promise((resolve) => {
  const asked: Asked = { problem, answer: (given) => { set(waiting.filter((w) => w !== asked)); resolve(given); } };
  set([...waiting, asked]);
}));

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function IdentityHost() {
  const [asked] = useSyncExternalStore(subscribe, () => waiting);
  if (!asked) return null;
  return <Suspense><IdentityDialog key={waiting.length} asked={asked} /></Suspense>;
}
