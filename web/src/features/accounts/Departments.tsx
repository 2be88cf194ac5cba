import { Button } from 'antd';
import { Network } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Problem } from '@/api/problem';
import { ErrorState } from '@/ui';
import { depthOf, useDepartments } from './api';

const INDENT = 16;

/** The company's tree. A click narrows the list to those who have a post in it; it is changed on a page of its own. */
export function Departments() {
  const { t } = useTranslation('accounts');
  const departments = useDepartments();
  const [params, setParams] = useSearchParams();
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
      <div className="row btw mb8"><h2 className="ct">{t('departments')}</h2><Link to="/departments"><Button size="small" type="text" className="quiet" icon={<Network size={14} />} tabIndex={-1}>{t('manage_departments')}</Button></Link></div>
      <ul>
        {items.map((d) => (
          <li key={d.id} className={d.id === chosen ? 'on' : ''}>
            <button type="button" className="tree-name" aria-pressed={d.id === chosen} style={{ paddingInlineStart: 8 + depthOf(d, top) * INDENT }} onClick={() => pick(d.id)}><span className="el">{d.name}</span><span className="num t3 s12">{d.people_count || ''}</span></button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
