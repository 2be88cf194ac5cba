import { Button } from 'antd';
import { Pencil, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { ErrorState } from '@/ui';
import { DEPARTMENT, depthOf, useDepartments, type Department } from './api';
import { DepartmentDialog } from './dialogs';

const INDENT = 16;

/** The company's tree. A click narrows the list to those who are in it; the count is of active people in it itself. */
export function Departments() {
  const { t } = useTranslation('accounts');
  const departments = useDepartments();
  const [params, setParams] = useSearchParams();
  const mayCreate = useCan(DEPARTMENT, 'create');
  const mayUpdate = useCan(DEPARTMENT, 'update');
  const [asked, setAsked] = useState<{ department?: Department; parent?: Department } | null>(null);
  const chosen = params.getAll('filter').find((f) => f.startsWith('department:in:'))?.slice('department:in:'.length);
  const pick = (id: string) => setParams((old) => {
    const now = new URLSearchParams(old);
    const kept = now.getAll('filter').filter((f) => !f.startsWith('department:'));
    ['filter', 'cursor', 'page', 'view'].forEach((k) => now.delete(k));
    [...kept, ...(id === chosen ? [] : [`department:in:${id}`])].forEach((f) => now.append('filter', f));
    return now;
  });
  if (departments.isError) return <aside className="tree"><ErrorState title={t('departments_failed')} problem={Problem.from(departments.error)} onRetry={() => void departments.refetch()} /></aside>;
  const items = departments.data ?? [];
  const top = Math.min(...items.map((d) => d.path.split('.').length));
  return (
    <aside className="tree" aria-label={t('departments')}>
      <div className="row btw mb8"><h2 className="ct">{t('departments')}</h2>{mayCreate && <Button size="small" type="text" className="quiet" icon={<Plus size={14} />} onClick={() => setAsked({ parent: items.find((d) => d.id === chosen) })}>{t('new_department')}</Button>}</div>
      <ul>
        {items.map((d) => (
          <li key={d.id} className={d.id === chosen ? 'on' : ''}>
            <button type="button" className="tree-name" aria-pressed={d.id === chosen} style={{ paddingInlineStart: 8 + depthOf(d, top) * INDENT }} onClick={() => pick(d.id)}><span className="el">{d.name}</span><span className="num t3 s12">{d.people_count || ''}</span></button>
            {mayUpdate && <button type="button" className="ib tiny" aria-label={t('edit_named', { name: d.name })} onClick={() => setAsked({ department: d })}><Pencil size={13} aria-hidden /></button>}
          </li>
        ))}
      </ul>
      {asked && <DepartmentDialog {...asked} onClose={() => setAsked(null)} />}
    </aside>
  );
}
