import { useQuery } from '@tanstack/react-query';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { toast } from '@/ui';
import { Problem } from '@/api/problem';
import { PROJECT, refresh } from '../api';

export type TaskRow = Schema<'TaskListRow'>;
export type TaskPage = Schema<'TaskListPage'>;
export type TaskState = TaskRow['state'];
export type Reported = Schema<'TasksReported'>;
export const STATES: TaskState[] = ['todo', 'doing', 'waiting', 'done'];
export const MOST = 200;

export const useTasks = (key: string, query: string, enabled = true) => useQuery({ queryKey: [PROJECT, 'tasks', key, query], queryFn: ({ signal }) => api.get<TaskPage>(`/tasks${query ? `?${query}` : ''}`, { params: { size: MOST }, signal }), enabled });

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
