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
  /** The administrator who looks through these eyes: nothing can be written then. */
  seen_by?: string | null;
}

export interface DemoAccount { name: string; title: string; login: string }
/** What GET /session says to somebody who has not signed in: the company's name, and in the demo company who can. */
export interface Welcome { company?: { name: string; short_name: string }; demo?: DemoAccount[]; demo_password?: string }

/** What a sign-in waits for: a second factor, a new password, or a second factor to be set up. */
export interface Step { stage: 'second' | 'password' | 'enrol'; methods: string[]; name?: string; email?: string | null }
export interface SignInProvider { code: string; kind: string; zh: string; en: string }
/** What this installation offers at its door. */
export interface Offer { remember_days: number; passkeys: boolean; forgotten: boolean; providers?: SignInProvider[]; sso_only?: boolean }
export interface Session { me: Me | null; welcome: Welcome; step: Step | null; offer: Offer }
export interface Credentials { login: string; password: string; remember: boolean }

interface Value extends Session {
  loading: boolean;
  error: unknown;
  retry: () => void;
  /** Reads the session again; the page shows whoever is in, or the step that comes next. */
  reread: () => Promise<Session>;
  signIn: (credentials: Credentials) => Promise<void>;
  signOut: () => Promise<void>;
}

const Context = createContext<Value | null>(null);

type Answer = (Partial<Me> & Welcome & { me?: Me | null; step?: Step | null; offer?: Offer }) | null;
const PLAIN: Offer = { remember_days: 7, passkeys: false, forgotten: false };

export function readSession(answer: Answer): Session {
  if (!answer) return { me: null, welcome: {}, step: null, offer: PLAIN };
  const { me, demo, demo_password, company, step, offer } = answer;
  const signedIn = me ?? (answer.id ? (answer as Me) : null);
  return { me: signedIn, welcome: { demo, demo_password, company }, step: step ?? null, offer: offer ?? PLAIN };
}

/** `path` is /session for staff and /portal/session for the client's window: two cookies, two guards. */
export function SessionProvider({ path = '/session', children }: { path?: string; children: ReactNode }) {
  const key = useMemo(() => ['session', path], [path]);
  const query = useQuery({ queryKey: key, meta: { session: true }, queryFn: async () => readSession(await api.get<Answer>(path)), staleTime: Infinity });

  setCurrentUser(query.data?.me?.id ?? null);

  const reread = useCallback(async () => {
    const session = readSession(await api.get<Answer>(path));
    queryClient.setQueryData(key, session);
    return session;
  }, [key, path]);

  const signIn = useCallback(async (credentials: Credentials) => {
    await api.post(path, credentials);
    const session = await reread();
    if (!session.me && !session.step) throw new Error('signed in, but the session is empty');
  }, [path, reread]);

  const signOut = useCallback(async () => {
    const gone = await api.del<{ leave?: string | null } | undefined>(path);
    queryClient.clear();
    window.location.assign(path.includes('portal') ? '/portal' : (gone?.leave ?? '/'));
  }, [path]);

  const value = useMemo<Value>(() => ({
    me: query.data?.me ?? null, welcome: query.data?.welcome ?? {}, step: query.data?.step ?? null, offer: query.data?.offer ?? PLAIN, reread, loading: query.isPending, error: query.error,
    retry: () => void query.refetch(), signIn, signOut,
  }), [query, reread, signIn, signOut]);
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

/** `action` may name several: `update|grant` is for whoever may do either. */
export function allowed(me: Me | null, resource?: string, action = 'view'): boolean {
  if (!me) return false;
  return !resource || action.split('|').some((one) => me.grants[resource]?.includes(one));
}

/** May this person do this at all? Whether to this very record the API decides, and says in the record's `can`. */
export function useCan(resource?: string, action = 'view'): boolean {
  return allowed(useSession().me, resource, action);
}
