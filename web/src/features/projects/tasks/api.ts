import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { toast } from '@/ui';
import { Problem } from '@/api/problem';
import { PROJECT, refresh } from '../api';

export type TaskRow = Schema<'TaskListRow'>;
export type TaskPage = Schema<'TaskListPage'>;
export type TaskDays = Schema<'TaskDays'>;
export type TaskState = TaskRow['state'];
export type Reported = Schema<'TasksReported'>;
export const STATES: TaskState[] = ['todo', 'doing', 'waiting', 'done'];
const MOST = 200;
/** Cards that a column of the board begins with, and takes more of at a time. */
const CARDS = 50;

export const useTasks = (key: string, query: string, enabled = true) => useQuery({ queryKey: [PROJECT, 'tasks', key, query], queryFn: ({ signal }) => api.get<TaskPage>(`/tasks${query ? `?${query}` : ''}`, { params: { size: MOST }, signal }), enabled });

/** A column of the board, page by page, with how many there are in all. */
export function useColumn(key: string, query: string, sort: string) {
  const pages = useInfiniteQuery({
    queryKey: [PROJECT, 'tasks', key, query, sort], initialPageParam: '', getNextPageParam: (page: TaskPage) => page.next ?? undefined,
    queryFn: ({ pageParam, signal }) => api.get<TaskPage>(`/tasks?${query}&sort=${sort}`, { params: { size: CARDS, ...(pageParam ? { cursor: pageParam } : {}) }, signal }),
  });
  const counted = useQuery({ queryKey: [PROJECT, 'tasks', `${key}-count`, query], queryFn: ({ signal }) => api.get<Schema<'Summary'>>(`/tasks/summary?${query}`, { signal }) });
  return { pages, items: pages.data?.pages.flatMap((page) => page.items), count: counted.data };
}

/** Each day with how many tasks are to be done on it, and the first of them. */
export const useTaskDays = (query: string, first: string, last: string, most: number) => useQuery({
  queryKey: [PROJECT, 'tasks', 'by-day', query, first, last, most], placeholderData: keepPreviousData,
  queryFn: ({ signal }) => api.get<TaskDays>(`/tasks/by-day${query ? `?${query}` : ''}`, { params: { first, last, most }, signal }),
});

export const setState = (id: string, state: TaskState, percent?: number) => api.post<Schema<'TaskMoved'>>(`/tasks/${id}/state`, { state, ...(percent === undefined ? {} : { percent }) });
export const report = (items: { id: string; percent: number }[]) => api.post<Reported>('/tasks/report', { items });
export const assign = (items: { id: string; owner_id: string | null }[]) => api.post<Reported>('/tasks/assign', { items });

/** Put a task into a state at once, with the way back. */
export async function moveTo(one: TaskRow, state: TaskState, words: { done: string }): Promise<void> {
  try {
    const { before } = await setState(one.id, state);
    await refresh();
    toast({ text: words.done, undo: async () => { await setState(one.id, before.state, before.percent); await refresh(); } });
  } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); await refresh(); }
}
