import { describe, expect, it } from 'vitest';
import { merged, type Change, type Schedule, type Task } from '../api';
import { NO_FILTER, shown } from './filter';
import { outlined, withBelow } from './outline';

const task = (id: string, parent: string | null, position: number, more: Partial<Task> = {}) =>
  ({ id, parent, position, wbs: '', name: id, kind: 'task', percent: 0, owner: null, critical: false, late_days: null, start: '2026-11-02T08:00', finish: '2026-11-06T17:00', ...more }) as Task;
const rows = outlined([
  task('pipes', 'hvac', 2, { owner: { id: 'o', name: '唐知远' }, critical: true }), task('hvac', null, 1, { kind: 'summary' }), task('ducts', 'hvac', 1, { percent: 100 }),
  task('done', null, 2, { kind: 'milestone', start: '2026-12-01T17:00', finish: '2026-12-01T17:00' }),
]);
const names = (ids: ReadonlySet<string> | null) => (ids ? rows.filter((row) => ids.has(row.id)).map((row) => row.id) : null);

describe('the outline', () => {
  it('orders rows by their places and numbers them; a row that stays is the same object', () => {
    expect(rows.map((row) => `${row.wbs} ${row.id}`)).toEqual(['1 hvac', '1.1 ducts', '1.2 pipes', '2 done']);
    const again = outlined([...rows, task('first', null, 0)]);
    expect(again.map((row) => row.wbs)).toEqual(['1', '2', '2.1', '2.2', '3']);
    expect(outlined(again.slice(1))[0]).not.toBe(again[1]);
    expect(outlined(rows).every((row, i) => row === rows[i])).toBe(true);
  });
  it('knows what lies under a row', () => { expect([...withBelow(rows, ['hvac'])]).toEqual(['hvac', 'pipes', 'ducts'].sort((a, b) => rows.findIndex((r) => r.id === a) - rows.findIndex((r) => r.id === b))); });
});

describe('a filter', () => {
  it('keeps the rows above what it finds', () => {
    expect(shown(rows, NO_FILTER)).toBeNull();
    expect(names(shown(rows, { ...NO_FILTER, text: 'pip' }))).toEqual(['hvac', 'pipes']);
    expect(names(shown(rows, { ...NO_FILTER, critical: true }))).toEqual(['hvac', 'pipes']);
    expect(names(shown(rows, { ...NO_FILTER, open: true, owner: 'o' }))).toEqual(['hvac', 'pipes']);
    expect(names(shown(rows, { ...NO_FILTER, milestones: true }))).toEqual(['done']);
    expect(names(shown(rows, { ...NO_FILTER, from: '2026-11-30' }))).toEqual(['done']);
    expect(names(shown(rows, { ...NO_FILTER, to: '2026-11-01' }))).toEqual([]);
    expect(names(shown(rows, { ...NO_FILTER, level: 1 }))).toEqual(['hvac', 'done']);
  });
});

describe('a change laid over the plan', () => {
  const schedule = { version: 5, tasks: rows, links: [{ id: 'l', pred: 'ducts', succ: 'pipes' }], calendar: {}, news: undefined } as unknown as Schedule;
  const change = (more: Partial<Change>) => ({ version: 6, full: false, tasks: [], links: [], gone: [], edited: [], acts: [], undo_steps: [], redo_steps: [], ...more }) as unknown as Change;
  it('replaces changed rows and leaves all others the same objects', () => {
    const now = merged(schedule, change({ tasks: [{ ...rows[2], percent: 30 } as Task] }));
    expect(now.tasks.map((row) => row.percent)).toEqual([0, 100, 30, 0]);
    expect([0, 1, 3].every((i) => now.tasks[i] === rows[i])).toBe(true);
    expect(now.links).toBe(schedule.links);
  });
  it('takes away what is gone and numbers what stays anew', () => {
    const now = merged(schedule, change({ gone: ['ducts', 'l'], tasks: [task('tests', null, 1.5, { wbs: '2' })] }));
    expect(now.tasks.map((row) => `${row.wbs} ${row.id}`)).toEqual(['1 hvac', '1.1 pipes', '2 tests', '3 done']);
    expect(now.links).toEqual([]);
  });
  it('tells what others did, and nothing of what I did', () => {
    const act = { kind: 'edit', title: 'x', who: '罗一帆', mine: false, undone: false };
    expect(merged(schedule, change({ acts: [{ ...act, mine: true }] })).news).toBeUndefined();
    expect(merged(schedule, change({ acts: [act], edited: ['pipes'] })).news).toEqual({ version: 6, who: '罗一帆', acts: [act], ids: ['pipes'] });
  });
});
