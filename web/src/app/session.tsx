import { useQuery } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useMemo, type ReactNode } from 'react';
import { api } from '@/api/client';
import { queryClient } from '@/lib/queryClient';
import { setCurrentUser } from '@/lib/user';

export interface Me {
  id: string;
  name: string;
  kind: 'staff' | 'contact' | 'system';
  title: string;
  department: { id: string; name: string } | null;
  roles: string[];
  grants: Record<string, string[]>;
  company: { name: string; short_name: string };
  landing?: string;
}

export interface DemoAccount { name: string; title: string; login: string }
/** What GET /session says to somebody who has not signed in: the company's name, and in the demo company who can. */
export interface Welcome { company?: { name: string; short_name: string }; demo?: DemoAccount[]; demo_password?: string }

export interface Session { me: Me | null; welcome: Welcome }
export interface Credentials { login: string; password: string; remember: boolean }

interface Value extends Session {
  loading: boolean;
  error: unknown;
  retry: () => void;
  signIn: (credentials: Credentials) => Promise<Me>;
  signOut: () => Promise<void>;
}

const Context = createContext<Value | null>(null);

type Answer = (Partial<Me> & Welcome & { me?: Me | null }) | null;

export function readSession(answer: Answer): Session {
  if (!answer) return { me: null, welcome: {} };
  const { me, demo, demo_password, company } = answer;
  const signedIn = me ?? (answer.id ? (answer as Me) : null);
  return { me: signedIn, welcome: { demo, demo_password, company } };
}

/** `path` is /session for staff and /portal/session for the client's window: two cookies, two guards. */
export function SessionProvider({ path = '/session', children }: { path?: string; children: ReactNode }) {
  const key = useMemo(() => ['session', path], [path]);
  const query = useQuery({ queryKey: key, meta: { session: true }, queryFn: async () => readSession(await api.get<Answer>(path)), staleTime: Infinity });

  setCurrentUser(query.data?.me?.id ?? null);

  const signIn = useCallback(async (credentials: Credentials) => {
    await api.post(path, credentials);
    const session = readSession(await api.get<Answer>(path));
    queryClient.setQueryData(key, session);
    if (!session.me) throw new Error('signed in, but the session is empty');
    return session.me;
  }, [key, path]);

  const signOut = useCallback(async () => {
    await api.del(path);
    queryClient.clear();
    window.location.assign(path.includes('portal') ? '/portal' : '/');
  }, [path]);

  const value = useMemo<Value>(() => ({
    me: query.data?.me ?? null, welcome: query.data?.welcome ?? {}, loading: query.isPending, error: query.error,
    retry: () => void query.refetch(), signIn, signOut,
  }), [query, signIn, signOut]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useSession(): Value {
  const value = useContext(Context);
  if (!value) throw new Error('useSession outside SessionProvider');
  return value;
}

/** The signed-in person. Only for pages behind the shell, where there always is one. */
export function useMe(): Me {
  const { me } = useSession();
  if (!me) throw new Error('useMe without a session');
  return me;
}

export function allowed(me: Me | null, resource?: string, action = 'view'): boolean {
  if (!me) return false;
  return !resource || (me.grants[resource]?.includes(action) ?? false);
}

/** May this person do this at all? Whether to this very record the API decides, and says in the record's `can`. */
export function useCan(resource?: string, action = 'view'): boolean {
  return allowed(useSession().me, resource, action);
}
