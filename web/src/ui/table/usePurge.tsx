import { lazy, Suspense, useState, type ReactNode } from 'react';

const PurgeDialog = lazy(() => import('./PurgeDialog'));

/** Deleting one record for good, from its own page: `ask` opens the preview. */
export function usePurge(path: string, id: string, onGone: () => unknown): { ask: () => void; dialog: ReactNode } {
  const [open, setOpen] = useState(false);
  return { ask: () => setOpen(true), dialog: open && <Suspense><PurgeDialog path={path} ids={[id]} onDone={onGone} onClose={() => setOpen(false)} /></Suspense> };
}
