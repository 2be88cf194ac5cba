import { Suspense, type ReactNode } from 'react';
import { Bone } from '../Skeleton';

/** A tab of another feature: its chunk comes when the tab is opened. */
export function LazyTab({ children }: { children: ReactNode }) {
  return <Suspense fallback={<Bone width="100%" height={160} />}>{children}</Suspense>;
}
