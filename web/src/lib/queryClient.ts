import { QueryCache, QueryClient } from '@tanstack/react-query';
import { Problem } from '@/api/problem';

/** A refusal will not change its mind; only a server or a network that stumbled is asked again, once. */
function retry(count: number, error: unknown): boolean {
  const status = Problem.from(error).status;
  return count < 1 && (status === 0 || status >= 500);
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    // A session that ended elsewhere: ask once who we are, and the door shows itself with the address kept.
    onError: (error, query) => {
      const problem = Problem.from(error);
      // A new version of the notice while the window was open: the gate shows it.
      if (problem.code === 'consent_needed') void queryClient.invalidateQueries({ queryKey: ['privacy', 'told'] });
      if (problem.status === 401 && !query.meta?.session) void queryClient.invalidateQueries({ queryKey: ['session'] });
    },
  }),
  defaultOptions: {
    queries: { retry, staleTime: 15_000, gcTime: 5 * 60_000, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
});
