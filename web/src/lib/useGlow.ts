import { useSyncExternalStore } from 'react';
import { isGlowing, onGlow } from './live';

/** True for the 1.2 s after a record changed under the reader. */
export function useGlow(id: string | null | undefined): boolean {
  return useSyncExternalStore(onGlow, () => Boolean(id) && isGlowing(id ?? ''));
}
