import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { forget, load, save } from '@/lib/storage';
import { weekKey, type Week } from './api';
import { bodyOf, cellsOf, copied, rowsOf, shown, type Draft, type Drafts, type Row } from './week';

export type Kept = 'idle' | 'saving' | 'saved' | 'offline';
interface Held { drafts: Drafts; rows: Row[] }

const PAUSE = 900;
const RETRY = 15_000;

/** A week while it is filled in: what is typed lies in this browser first and then with the server, and can be taken back. */
export function useWeek(week: Week) {
  const queries = useQueryClient();
  const place = `hours.${week.monday}`;
  const [held, setHeld] = useState<Held>(() => load<Held>(place, { drafts: {}, rows: [] }));
  const [past, setPast] = useState<Drafts[]>([]);
  const [fault, setFault] = useState<Problem | null>(null);
  const [kept, setKept] = useState<Kept>('idle');
  const waiting = useRef(held.drafts);
  const busy = useRef(false);
  const latest = useRef(week);
  useEffect(() => { latest.current = week; });
  const cells = useMemo(() => cellsOf(week), [week]);
  const rows = useMemo(() => rowsOf(week, held.rows), [week, held.rows]);

  const keep = useCallback((drafts: Drafts, more?: Row[]) => {
    waiting.current = drafts;
    setHeld((old) => {
      const now = { drafts, rows: more ?? old.rows };
      if (Object.keys(drafts).length || now.rows.length) save(place, now); else forget(place);
      return now;
    });
  }, [place]);

  const flush = useCallback(async (): Promise<boolean> => {
    const sending = waiting.current;
    if (busy.current || Object.keys(sending).length === 0) return !busy.current;
    busy.current = true;
    setKept('saving');
    try {
      const now = await api.put<Week>('/hours/week/cells', { monday: latest.current.monday, cells: bodyOf(sending, cellsOf(latest.current)) });
      latest.current = now;
      queries.setQueryData(weekKey(now.monday), now);
      // What was typed meanwhile is still to be sent.
      keep(Object.fromEntries(Object.entries(waiting.current).filter(([key, draft]) => draft !== sending[key])));
      setFault(null);
      setKept('saved');
      return true;
    } catch (error) {
      const problem = Problem.from(error);
      const refused = problem.status >= 400 && problem.status < 500;
      setFault(refused ? problem : null);
      setKept(refused ? 'idle' : 'offline');
      if (problem.status === 412) await queries.invalidateQueries({ queryKey: weekKey(latest.current.monday) });
      return false;
    } finally { busy.current = false; }
  }, [keep, queries]);

  useEffect(() => {
    if (Object.keys(held.drafts).length === 0 || fault) return undefined;
    const timer = window.setTimeout(() => void flush(), PAUSE);
    const again = window.setInterval(() => void flush(), RETRY);
    return () => { window.clearTimeout(timer); window.clearInterval(again); };
  }, [held.drafts, fault, flush]);

  /** Write several cells as one step that can be taken back. */
  const write = useCallback((changes: Drafts, more?: Row[]) => {
    const before: Drafts = {};
    for (const key of Object.keys(changes)) before[key] = shown(cellsOf(latest.current), waiting.current, key);
    setPast((old) => [...old.slice(-49), before]);
    setFault(null);
    keep({ ...waiting.current, ...changes }, more);
  }, [keep]);
  const undo = useCallback(() => {
    const last = past.at(-1);
    if (!last) return;
    setPast((old) => old.slice(0, -1));
    setFault(null);
    keep({ ...waiting.current, ...last });
  }, [keep, past]);
  /** What was refused is given up; the server's cells stand. */
  const drop = useCallback(() => { setFault(null); keep({}); void queries.invalidateQueries({ queryKey: weekKey(week.monday) }); }, [keep, queries, week.monday]);
  const addRow = useCallback((row: Row) => { setHeld((old) => { const now = { ...old, rows: [...old.rows.filter((r) => r.key !== row.key), row] }; save(place, now); return now; }); }, [place]);
  const copy = useCallback(() => {
    const made = copied(latest.current, waiting.current);
    write(made.drafts, [...held.rows, ...made.rows]);
    return Object.keys(made.drafts).length;
  }, [held.rows, write]);
  const at = useCallback((key: string): Draft => shown(cells, held.drafts, key), [cells, held.drafts]);
  return { rows, cells, at, write, undo, mayUndo: past.length > 0, flush, kept, fault, retry: () => { setFault(null); }, drop, addRow, copy, dirty: Object.keys(held.drafts).length > 0 };
}

export type WeekHold = ReturnType<typeof useWeek>;
