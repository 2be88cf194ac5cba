import { useCallback, useEffect, useRef, useState } from 'react';
import { Problem } from '@/api/problem';
import { forget, load, save } from '@/lib/storage';
import { refresh } from '../api';
import { report } from './api';

const PLACE = 'tasks.reports';
const PAUSE = 600;
const RETRY = 15_000;
type Waiting = Record<string, number>;

/** Reports lie in this browser first: without a network they wait, and are sent when it is back. */
export function useReports(onRefused: (message: string) => void) {
  const [waiting, setWaiting] = useState<Waiting>(() => load<Waiting>(PLACE, {}));
  const [offline, setOffline] = useState(false);
  const held = useRef(waiting);
  const busy = useRef(false);
  const keep = useCallback((now: Waiting) => { held.current = now; setWaiting(now); if (Object.keys(now).length) save(PLACE, now); else forget(PLACE); }, []);
  const flush = useCallback(async () => {
    const sending = held.current;
    if (busy.current || Object.keys(sending).length === 0) return;
    busy.current = true;
    const rest = () => Object.fromEntries(Object.entries(held.current).filter(([id, percent]) => sending[id] !== percent));
    try {
      const told = await report(Object.entries(sending).map(([id, percent]) => ({ id, percent })));
      await refresh();
      keep(rest());
      setOffline(false);
      if (told.refused.length) onRefused('');
    } catch (e) {
      const problem = Problem.from(e);
      const refused = problem.status >= 400 && problem.status < 500;
      setOffline(!refused);
      if (refused) { keep(rest()); onRefused(problem.message); }
    } finally { busy.current = false; }
  }, [keep, onRefused]);
  useEffect(() => {
    if (Object.keys(waiting).length === 0) return undefined;
    const timer = window.setTimeout(() => void flush(), PAUSE);
    const again = window.setInterval(() => void flush(), RETRY);
    return () => { window.clearTimeout(timer); window.clearInterval(again); };
  }, [waiting, flush]);
  const put = useCallback((id: string, percent: number) => keep({ ...held.current, [id]: percent }), [keep]);
  return { waiting, put, offline };
}
