import '../../sales/sales.css';
import './tasks.css';
import { Segmented, type InputRef } from 'antd';
import { CalendarDays, KanbanSquare, Table2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useShortcuts } from '@/lib/keyboard';
import { usePhone } from '@/lib/useMedia';
import { Page } from '@/ui';
import { useListMeta } from '@/ui/table/data';
import { FilterBar } from '@/ui/table/FilterBar';
import { SearchBox } from '@/ui/table/SearchBox';
import { queryOf, useTableState } from '@/ui/table/state';
import { TaskBoard } from './TaskBoard';
import { TaskCalendar } from './TaskCalendar';
import { TaskList } from './TaskList';

type Way = 'list' | 'board' | 'calendar';
const WAYS = [['list', Table2], ['board', KanbanSquare], ['calendar', CalendarDays]] as const;

/** The tasks of all one's projects as a list, a board or a calendar: search and filters are shared and stand in the address. */
export function Component() {
  const { t } = useTranslation('tasks');
  const [params, setParams] = useSearchParams();
  const phone = usePhone();
  const as = (WAYS.find(([w]) => w === params.get('as'))?.[0] ?? 'list') satisfies Way;
  const show = (way: Way) => setParams((old) => {
    const now = new URLSearchParams(old);
    ['cursor', 'page', 'sort', 'view', 'as'].forEach((k) => now.delete(k));
    if (way !== 'list') now.set('as', way);
    return now;
  });
  return (
    <Page
      title={t('title')}
      actions={
        <Segmented<Way>
          value={as} onChange={show} aria-label={t('as.label')}
          options={WAYS.map(([value, Icon]) => ({ value, label: <span className={phone ? 'seg' : 'row'}><Icon size={phone ? 18 : 14} aria-hidden /><span className={phone ? 'sr' : undefined}>{t(`as.${value}`)}</span></span> }))}
        />
      }
    >
      {as === 'list' ? <TaskList /> : <Filtered as={as} />}
    </Page>
  );
}

function Filtered({ as }: { as: 'board' | 'calendar' }) {
  const { t } = useTranslation('tasks');
  const { state, change } = useTableState();
  const meta = useListMeta('tasks').data;
  const search = useRef<InputRef>(null);
  useShortcuts([{ keys: '/', label: 'keys.search', group: 'list', run: () => search.current?.focus() }]);
  const query = queryOf({ ...state, sort: '' });
  return (
    <div className="dt">
      <div className="bar">
        <SearchBox inputRef={search} value={state.q} onChange={(q) => change({ q }, true)} label={t('common:table.search_in', { noun: t('noun') })} placeholder={t('search')} />
        <FilterBar meta={meta} filters={state.filters} hasQuery={state.q !== ''} onChange={(filters) => change({ filters })} onClear={() => change({ view: 'all', q: '', filters: [] })} />
      </div>
      {as === 'board' ? <TaskBoard query={query} /> : <TaskCalendar query={query} />}
    </div>
  );
}
