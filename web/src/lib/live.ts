import { useEffect } from 'react';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { queryClient } from './queryClient';

interface Changed { resource: string; id: string }

const glowing = new Map<string, number>();
const watchers = new Set<() => void>();
const GLOW_MS = 1200;

/** Ids that changed under the reader within the last 1.2 s. */
export function isGlowing(id: string): boolean {
  return glowing.has(id);
}

export function onGlow(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

const pending = new Set<string>();
let flushTimer = 0;

/** An import changes a thousand rows in a second: the lists are asked once, not a thousand times. */
function flush(): void {
  const resources = new Set(pending);
  pending.clear();
  void queryClient.invalidateQueries({ predicate: (q) => resources.has(String(q.queryKey[0])) });
}

export function receive({ resource, id }: Changed): void {
  glowing.set(id, Date.now());
  watchers.forEach((w) => w());
  window.setTimeout(() => { glowing.delete(id); watchers.forEach((w) => w()); }, GLOW_MS);
  pending.add(resource);
  window.clearTimeout(flushTimer);
  flushTimer = window.setTimeout(flush, 250);
}

/** Opens the stream with a one-use ticket; a lost stream is opened again after 1, 2, 4 … 60 s with a fresh ticket. */
export function useLive(enabled: boolean, ticketPath = '/stream/tickets'): void {
  useEffect(() => {
    if (!enabled || typeof EventSource === 'undefined') return undefined;
    let source: EventSource | null = null;
    let timer = 0;
    let delay = 1000;
    let stopped = false;
    const again = () => {
      source?.close();
      if (stopped) return;
      timer = window.setTimeout(open, delay * (0.75 + Math.random() / 2));
      delay = Math.min(delay * 2, 60_000);
    };
    async function open() {
      try {
        const { url } = await api.post<{ url: string }>(ticketPath, {});
        if (stopped) return;
        source = new EventSource(url);
        source.addEventListener('open', () => { delay = 1000; });
        source.addEventListener('changed', (e) => receive(JSON.parse((e as MessageEvent<string>).data) as Changed));
        source.addEventListener('error', again);
      } catch (error) {
        // A refusal will not change; the session or the installation has no stream for this person.
        const { status } = Problem.from(error);
        if (status < 400 || status >= 500 || status === 429) again();
      }
    }
    void open();
    return () => { stopped = true; window.clearTimeout(timer); source?.close(); };
  }, [enabled, ticketPath]);
}
