import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { api } from '@/api/client';
import { useMe } from '@/app/session';

const Banner = lazy(() => import('./LookBanner'));

export interface LookFacts { viewer: string; person: string; until: string }

/** Only in a session that looks as somebody else: who looks, as whom, and the way out. */
export function Look() {
  const me = useMe();
  const looking = Boolean(me.seen_by);
  const look = useQuery({ queryKey: ['see-as'], enabled: looking, queryFn: async ({ signal }) => (await api.get<{ look: LookFacts | null }>('/see-as', { signal })).look });
  return looking && look.data ? <Suspense fallback={null}><Banner look={look.data} /></Suspense> : null;
}
