import './organisation.css';
import { Button, Input } from 'antd';
import { ChevronDown, ChevronRight, Download, MoreHorizontal, Plus, Search } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { DEPARTMENT, useDepartments } from '@/features/accounts/api';
import { downloadFile, followJob, startExport } from '@/lib/exports';
import { EmptyState, ErrorState, MenuDrop, Page, PageSkeleton, toast } from '@/ui';
import { shown, undoDepartment, useRefreshAll, type Dept, type DeptDone } from './api';
import { EditDepartment, MergeDepartment, MoveDepartment } from './departmentDialogs';

type Asked = { what: 'edit' | 'move' | 'merge'; dept: Dept } | { what: 'new'; parent?: Dept };

/** The company's tree, to be searched, walked by arrow keys and changed; each change can be taken back from its toast. */
export function Component() {
  const { t } = useTranslation('organisation');
  const departments = useDepartments();
  const refresh = useRefreshAll();
  const may = { create: useCan(DEPARTMENT, 'create'), update: useCan(DEPARTMENT, 'update'), archive: useCan(DEPARTMENT, 'archive'), export: useCan(DEPARTMENT, 'export') };
  const [text, setText] = useState('');
  const [closed, setClosed] = useState<Set<string>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);

  const done = (said: string) => (made: DeptDone) => {
    setAsked(null);
    void refresh();
    toast(made.change ? { text: said, undo: async () => { await undoDepartment(made.change ?? ''); await refresh(); } } : said);
  };
  const remove = async (d: Dept) => {
    try { done(t('dept.removed', { name: d.name }))(await api.post<DeptDone>(`/departments/${d.id}/remove`, {}, { version: d.version })); } catch (error) { toast(Problem.from(error).message); }
  };
  const save = async () => {
    try {
      const job = await followJob((await startExport({ list: 'departments', query: '', columns: [], format: 'xlsx' })).id, () => undefined);
      downloadFile(`/api/v1/jobs/${job.id}/file`);
    } catch (error) { toast(Problem.from(error).message); }
  };
  const turn = (id: string, open: boolean) => setClosed((old) => { const now = new Set(old); if (open) now.delete(id); else now.add(id); return now; });
  const walk = (event: KeyboardEvent, id: string) => {
    const names = [...(body.current?.querySelectorAll<HTMLElement>('a.dept-name') ?? [])];
    const at = names.findIndex((n) => n === event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (at < 0) return;
    if (step) { event.preventDefault(); names[at + step]?.focus(); }
    if (event.key === 'ArrowLeft') turn(id, false);
    if (event.key === 'ArrowRight') turn(id, true);
  };

  if (departments.isPending) return <PageSkeleton />;
  if (departments.isError) return <Page title={t('dept.title')}><ErrorState title={t('dept.failed')} problem={Problem.from(departments.error)} onRetry={() => void departments.refetch()} /></Page>;
  const all = departments.data as Dept[];
  const rows = shown(all, text, closed);
  const menu = (d: Dept, parent: boolean) => [
    ...(may.create ? [{ key: 'new', label: t('dept.below'), onClick: () => setAsked({ what: 'new', parent: d }) }] : []),
    ...(may.update ? [{ key: 'edit', label: t('dept.edit'), onClick: () => setAsked({ what: 'edit', dept: d }) }, { key: 'move', label: t('dept.move'), onClick: () => setAsked({ what: 'move', dept: d }) }] : []),
    ...(may.archive ? [{ key: 'merge', label: t('dept.merge'), onClick: () => setAsked({ what: 'merge', dept: d }) }] : []),
    ...(may.archive && !parent && d.people_count === 0 ? [{ key: 'remove', label: t('dept.remove'), danger: true, onClick: () => void remove(d) }] : []),
  ];
  return (
    <Page
      title={t('dept.title')} back={{ to: '/people', label: t('people') }}
      actions={may.create && <Button type="primary" icon={<Plus size={15} />} onClick={() => setAsked({ what: 'new' })}>{t('dept.new')}</Button>}
    >
      <div className="dept-page">
        <div className="row g8 mb12">
          <Input allowClear className="dept-search" prefix={<Search size={14} aria-hidden />} value={text} onChange={(e) => setText(e.target.value)} placeholder={t('dept.search')} aria-label={t('dept.search')} data-search />
          <span className="sp" />
          {may.export && <Button icon={<Download size={15} />} onClick={() => void save()}>{t('dept.export')}</Button>}
        </div>
        {rows.length === 0 ? <EmptyState title={t(text ? 'dept.none_found' : 'dept.empty')} /> : (
          <table className="dept-table">
            <thead><tr><th scope="col">{t('dept.name')}</th><th scope="col">{t('dept.manager')}</th><th scope="col" className="r">{t('dept.people')}</th><th scope="col"><span className="sr">{t('dept.acts')}</span></th></tr></thead>
            <tbody ref={body}>
              {rows.map(({ dept: d, depth, parent }) => {
                const open = Boolean(text) || !closed.has(d.id);
                const items = menu(d, parent);
                return (
                  <tr key={d.id}>
                    <td>
                      <span className="dept-cell" style={{ paddingInlineStart: depth * 20 }}>
                        {parent ? <button type="button" className="ib tiny" aria-expanded={open} aria-label={t(open ? 'dept.close' : 'dept.open', { name: d.name })} onClick={() => turn(d.id, !open)}>{open ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}</button> : <span className="dept-leaf" />}
                        <Link className="dept-name el" to={`/people?filter=department:in:${d.id}`} onKeyDown={(e) => walk(e, d.id)}>{d.name}</Link>
                      </span>
                    </td>
                    <td className="el">{d.manager ?? <span className="t3">—</span>}</td>
                    <td className="r num">{d.people_count}</td>
                    <td className="r">{items.length > 0 && <MenuDrop menu={{ items }}><button type="button" className="ib" aria-label={t('dept.acts_of', { name: d.name })}><MoreHorizontal size={16} aria-hidden /></button></MenuDrop>}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        )}
      </div>
      {asked?.what === 'new' && <EditDepartment all={all} parent={asked.parent} onClose={() => setAsked(null)} onDone={done(t('dept.made'))} />}
      {asked?.what === 'edit' && <EditDepartment all={all} dept={asked.dept} onClose={() => setAsked(null)} onDone={done(t('dept.saved'))} />}
      {asked?.what === 'move' && <MoveDepartment all={all} dept={asked.dept} onClose={() => setAsked(null)} onDone={done(t('dept.moved', { name: asked.dept.name }))} />}
      {asked?.what === 'merge' && <MergeDepartment all={all} dept={asked.dept} onClose={() => setAsked(null)} onDone={done(t('dept.merged', { name: asked.dept.name }))} />}
    </Page>
  );
}
