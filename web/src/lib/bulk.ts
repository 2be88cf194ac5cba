import { api } from '@/api/client';
import type { Selection } from '@/ui';

/** What an act on many records did, and which the reader may not change. */
export interface Many<D = string> { done: D[]; refused: string[] }

const CHUNK = 500;
const MOST = 5000;

/** The ids of a selection of the list at `path`; when all rows of a filter are chosen they are read page by page, 5,000 at the most. */
export async function idsOf(path: string, selection: Selection): Promise<string[]> {
  if (!selection.all) return selection.ids;
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null && ids.length < MOST;) {
    const page: { items: { id: string }[]; next: string | null } = await api.get(`${path}?${selection.query}`, { params: { size: 200, cursor } });
    ids.push(...page.items.map((i) => i.id));
    cursor = page.next;
  }
  return ids;
}

/** The server takes 500 at a time. */
export async function inChunks<T, D = string>(items: T[], act: (some: T[]) => Promise<Many<D>>): Promise<Many<D>> {
  const whole: Many<D> = { done: [], refused: [] };
  for (let i = 0; i < items.length; i += CHUNK) {
    const part = await act(items.slice(i, i + CHUNK));
    whole.done.push(...part.done);
    whole.refused.push(...part.refused);
  }
  return whole;
}
