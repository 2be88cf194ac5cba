import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

/** Asks again for whatever pages show of the resources named. */
export function useRefreshAny() {
  const queries = useQueryClient();
  return useCallback(async (...codes: string[]) => { await Promise.all(codes.map((code) => queries.invalidateQueries({ queryKey: [code] }))); }, [queries]);
}

/** The same for resources that always change together; `codes` is one array for good. */
export function useRefreshOf(codes: readonly string[]) {
  const refresh = useRefreshAny();
  return useCallback(() => refresh(...codes), [refresh, codes]);
}
