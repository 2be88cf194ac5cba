import { lazy, Suspense } from 'react';
import { recordOf } from '@/lib/records';

const WhyNot = lazy(() => import('@/features/roles/WhyNot'));

/** Of a record that does not open: why not, as far as it may be told. Nothing where the address names no record. */
export function NotForYou({ path }: { path: string }) {
  const record = path.startsWith('/portal') ? null : recordOf(path);
  return record && <Suspense><WhyNot resource={record.resource} id={record.id} /></Suspense>;
}
