import { QueryClient } from '@tanstack/react-query';
import { Problem } from '@/api/problem';

/** A refusal will not change its mind; only a server or a network that stumbled is asked again, once. */
function retry(count: number, error: unknown): boolean {
  const status = Problem.from(error).status;
  return count < 1 && (status === 0 || status >= 500);
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry, staleTime: 15_000, gcTime: 5 * 60_000, refetchOnWindowFocus: false },
    mutations: { retry: false },
  },
});
