import { Checkbox } from 'antd';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { alignOf } from './cells';
import type { Column, ListMeta } from './types';

interface Props<R> {
  columns: Column<R>[]; meta: ListMeta | undefined; sort: string; onSort: (sort: string) => void;
  selectable: boolean; allOnPage: boolean; someOnPage: boolean; onTogglePage: (on: boolean) => void;
}

export function Head<R>({ columns, meta, sort, onSort, selectable, allOnPage, someOnPage, onTogglePage }: Props<R>) {
  const { t } = useTranslation();
  const active = sort || meta?.default_sort || '';
  const sortable = new Set(meta?.columns.filter((c) => c.sortable).map((c) => c.key));
  return (
    <thead>
      <tr>
        {selectable && <th className="pick" scope="col"><Checkbox checked={allOnPage} indeterminate={someOnPage && !allOnPage} onChange={(e) => onTogglePage(e.target.checked)} aria-label={t('table.select_page')} /></th>}
        {columns.map((c) => {
          const unit = c.unit ?? (c.type === 'money' ? t('money.unit') : '');
          const on = active === c.key || active === `-${c.key}`;
          const down = active === `-${c.key}`;
          const words = <>{c.title}{on && (down ? <ArrowDown size={12} aria-hidden /> : <ArrowUp size={12} aria-hidden />)}{unit && <span className="t3">{unit}</span>}</>;
          // Numbers and dates are wanted largest or latest first, names from the start.
          const next = on ? (down ? c.key : `-${c.key}`) : alignOf(c) === 'right' ? `-${c.key}` : c.key;
          return (
            <th key={c.key} scope="col" className={`${alignOf(c) === 'right' ? 'r' : ''} ${on ? 'on' : ''}`} aria-sort={on ? (down ? 'descending' : 'ascending') : undefined}>
              {c.sort && sortable.has(c.key) ? <button type="button" onClick={() => onSort(next)}>{words}</button> : <span>{words}</span>}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
