import { useEffect, useRef, useState } from 'react';
import { forget, load, save } from '@/lib/storage';
import { userKey } from '@/lib/user';
import type { Values } from './types';

const EVERY_MS = 2000;

interface Draft { values: Values; at: string; version?: number }

const nameOf = (draft: string) => userKey(`draft.${draft}`);

export function loadDraft(draft: string | undefined, version: number | undefined): Draft | null {
  if (!draft) return null;
  const found = load<Draft | null>(nameOf(draft), null);
  // A draft of an older version would bring back what somebody has changed since.
  return found && (version === undefined || found.version === version) ? found : null;
}

export function dropDraft(draft: string | undefined): void {
  if (draft) forget(nameOf(draft));
}

/** Files cannot be kept, and passwords must not be. */
function keepable(values: Values, secret: ReadonlySet<string>): Values {
  return Object.fromEntries(Object.entries(values).filter(([k, v]) => !secret.has(k) && !(v instanceof File) && !(Array.isArray(v) && v.some((x) => x instanceof File))));
}

/** Saves what has changed every 2 s and when the page is left; answers when it last did. */
export function useDraftSaver(draft: string | undefined, values: Values, version: number | undefined, dirty: boolean, secret: ReadonlySet<string>): string | null {
  const [at, setAt] = useState<string | null>(null);
  const latest = useRef({ values, dirty });
  const saved = useRef('');
  useEffect(() => { latest.current = { values, dirty }; });
  useEffect(() => {
    if (!draft) return undefined;
    const store = () => {
      const { values: now, dirty: changed } = latest.current;
      if (!changed) return;
      const kept = keepable(now, secret);
      const text = JSON.stringify(kept);
      if (text === saved.current) return;
      const stamp = new Date().toISOString();
      if (save(nameOf(draft), { values: kept, at: stamp, version } satisfies Draft)) { saved.current = text; setAt(stamp); }
    };
    const timer = window.setInterval(store, EVERY_MS);
    window.addEventListener('pagehide', store);
    return () => { window.clearInterval(timer); window.removeEventListener('pagehide', store); store(); };
  }, [draft, secret, version]);
  return at;
}
