import { describe, expect, it } from 'vitest';
import { shown, type Dept } from './api';

const dept = (id: string, name: string, parent_id: string | null): Dept => ({ id, name, parent_id, version: 1, path: '', people_count: 0, manager_id: null, manager: null });
const ALL = [dept('1', '公司', null), dept('2', '销售中心', '1'), dept('3', '华东销售部', '2'), dept('4', '工程部', '1')];
const names = (text: string, closed: string[] = []) => shown(ALL, text, new Set(closed)).map((r) => `${r.depth}${r.dept.name}`);

describe('the tree as it is shown', () => {
  it('keeps the way up from what was found', () => {
    expect(names('华东')).toEqual(['0公司', '1销售中心', '2华东销售部']);
    expect(names('没有')).toEqual([]);
  });
  it('leaves out what lies below a closed branch, unless something is sought', () => {
    expect(names('', ['2'])).toEqual(['0公司', '1工程部', '1销售中心']);
    expect(names('华东', ['2'])).toContain('2华东销售部');
  });
});
