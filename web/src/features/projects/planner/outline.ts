import type { Task } from '../api';

/** Children of each row (key '': the top level), in their order. */
export function childrenOf(tasks: readonly Task[]): Map<string, Task[]> {
  const found = new Map<string, Task[]>();
  for (const task of tasks) {
    const level = found.get(task.parent ?? '');
    if (level) level.push(task);
    else found.set(task.parent ?? '', [task]);
  }
  found.forEach((level) => level.sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1)));
  return found;
}

/** The rows in the outline's order with their numbers; a row whose number stays is the same object. */
export function outlined(tasks: readonly Task[]): Task[] {
  const children = childrenOf(tasks);
  const rows: Task[] = [];
  const walk = (parent: string, before: string) => children.get(parent)?.forEach((task, i) => {
    const wbs = `${before}${i + 1}`;
    rows.push(task.wbs === wbs ? task : { ...task, wbs });
    walk(task.id, `${wbs}.`);
  });
  walk('', '');
  return rows;
}

/** A row and all under it. */
export function withBelow(tasks: readonly Task[], ids: readonly string[]): Set<string> {
  const found = new Set(ids);
  // In the outline's order a parent stands before its children.
  for (const task of tasks) if (task.parent && found.has(task.parent)) found.add(task.id);
  return found;
}

export const levelOf = (task: Task) => task.wbs.split('.').length;
