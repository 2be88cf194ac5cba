import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { forget, load, save } from '@/lib/storage';
import type { Interview } from './api';

type Answers = Record<string, unknown>;
export type Kept = 'idle' | 'saving' | 'saved' | 'offline';

const PAUSE = 1_200;
const RETRY = 15_000;

/** What is answered lies in this browser first and then with the server: a reload, or a while without network, loses nothing.
 *  Only what was changed here is sent, so two people who answer different questions do not get in each other's way. */
export function useAnswers(one: Interview, onSaved: (now: Interview) => void) {
  const key = `interview.${one.id}`;
  const [dirty, setDirty] = useState<Answers>(() => load<Answers>(key, {}));
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [kept, setKept] = useState<Kept>('idle');
  const version = useRef(one.version);
  const waiting = useRef(dirty);
  const busy = useRef(false);
  version.current = Math.max(version.current, one.version);

  const flush = useCallback(async (): Promise<boolean> => {
    const sending = waiting.current;
    if (busy.current || Object.keys(sending).length === 0) return !busy.current;
    busy.current = true;
    setKept('saving');
    const send = () => api.patch<Interview>(`/interviews/${one.id}`, { answers: sending }, { version: version.current });
    try {
      const now = await send().catch(async (error: unknown) => {
        if (Problem.from(error).status !== 412) throw error;
        version.current = (await api.get<Interview>(`/interviews/${one.id}`)).version;
        return send();
      });
      version.current = now.version;
      // What was typed meanwhile is still to be sent.
      const rest = Object.fromEntries(Object.entries(waiting.current).filter(([k, v]) => v !== sending[k]));
      waiting.current = rest;
      setDirty(rest);
      if (Object.keys(rest).length) save(key, rest); else forget(key);
      setFaults({});
      setKept('saved');
      onSaved(now);
      return true;
    } catch (error) {
      const problem = Problem.from(error);
      setFaults(Object.fromEntries(problem.errors.map((e) => [e.field.replace('answers.', ''), e.message])));
      setKept(problem.errors.length ? 'idle' : 'offline');
      return false;
    } finally { busy.current = false; }
  }, [key, one.id, onSaved]);

  const set = (question: string, value: unknown) => {
    waiting.current = { ...waiting.current, [question]: value === '' ? null : value };
    save(key, waiting.current);
    setDirty(waiting.current);
  };
  useEffect(() => {
    if (Object.keys(dirty).length === 0) return undefined;
    const timer = window.setTimeout(() => void flush(), PAUSE);
    const again = window.setInterval(() => void flush(), RETRY);
    return () => { window.clearTimeout(timer); window.clearInterval(again); };
  }, [dirty, flush]);

  return { values: { ...one.answers, ...dirty } as Answers, set, flush, faults, setFaults, kept, version };
}
