import './sales.css';
import { Button, Segmented, type InputRef } from 'antd';
import { CalendarDays, Ellipsis, FilePlus2, KanbanSquare, Plus, Settings2, Table2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { useShortcuts } from '@/lib/keyboard';
import { usePhone } from '@/lib/useMedia';
import { EmptyState, ErrorState, MenuDrop, MoneyFigure, Page } from '@/ui';
import { useListMeta } from '@/ui/table/data';
import { FilterBar } from '@/ui/table/FilterBar';
import { SearchBox } from '@/ui/table/SearchBox';
import { queryOf, useTableState } from '@/ui/table/state';
import { OPPORTUNITY, STAGE, useBoard, type Board } from './api';
import { BoardSkeleton } from './BoardSkeleton';
import { BoardView } from './BoardView';
import { CalendarView } from './CalendarView';
import { ListView } from './ListView';
import { NewDrawer } from './NewDrawer';
import { PhoneBoard } from './PhoneBoard';
import { StageSettings } from './StageSettings';

type Way = 'board' | 'list' | 'calendar';
const WAYS = [['board', KanbanSquare], ['list', Table2], ['calendar', CalendarDays]] as const;

/** Board, list and calendar of the same rows: search and filters are shared, and all of it stands in the address. */
export function Component() {
  const { t } = useTranslation('sales');
  const [params, setParams] = useSearchParams();
  const phone = usePhone();
  const mayCreate = useCan(OPPORTUNITY, 'create');
  const mayArchive = useCan(OPPORTUNITY, 'archive');
  const mayStages = useCan(STAGE, 'update');
  const [stage, setStage] = useState('');
  const [settings, setSettings] = useState(false);
  const as = (WAYS.find(([w]) => w === params.get('as'))?.[0] ?? 'board') satisfies Way;
  const adding = mayCreate && params.has('new');

  const patch = (changes: Record<string, string | null>) => setParams((old) => {
    const now = new URLSearchParams(old);
    Object.entries(changes).forEach(([k, v]) => (v === null ? now.delete(k) : now.set(k, v)));
    return now;
  });
  const show = (way: Way) => patch({ as: way === 'board' ? null : way, cursor: null, page: null, sort: null, view: null });
  const add = (to = '') => { setStage(to); patch({ new: '1' }); };
  const rest = [
    ...(mayArchive ? [{ key: 'bin', label: <Link to="/opportunities/archived">{t('bin.title')}</Link> }] : []),
    ...(mayStages ? [{ key: 'stages', label: t('stages.open'), onClick: () => setSettings(true) }] : []),
  ];
  const empty = (
    <EmptyState title={t('empty.title')} text={t('empty.text')} ways={mayCreate ? [{ key: 'new', title: t('new'), text: t('empty.new_text'), icon: FilePlus2, onClick: () => add() }] : []} />
  );
  return (
    <Page
      title={t('title')}
      actions={
        <>
          {phone && rest.length > 0 && <MenuDrop menu={{ items: rest }}><Button icon={<Ellipsis size={15} />} aria-label={t('menu')} /></MenuDrop>}
          {mayArchive && !phone && <Link to="/opportunities/archived"><Button type="text" className="quiet">{t('bin.title')}</Button></Link>}
          {mayStages && !phone && <Button type="text" className="quiet" icon={<Settings2 size={15} />} onClick={() => setSettings(true)}>{t('stages.open')}</Button>}
          <Segmented<Way>
            value={as} onChange={show} aria-label={t('as.label')}
            options={WAYS.map(([value, Icon]) => ({ value, label: <span className={phone ? 'seg' : 'row'}><Icon size={phone ? 18 : 14} aria-hidden /><span className={phone ? 'sr' : undefined}>{t(`as.${value}`)}</span></span> }))}
          />
          {mayCreate && <Button type="primary" icon={<Plus size={15} />} onClick={() => add()} aria-label={t('new')}>{phone ? null : t('new')}</Button>}
        </>
      }
    >
      {as === 'list' ? <ListView onCreate={mayCreate ? () => add() : undefined} empty={empty} /> : <Filtered as={as} onAdd={mayCreate ? add : undefined} empty={empty} />}
      {adding && <NewDrawer stage={stage} onClose={() => patch({ new: null })} />}
      {settings && <StageSettings onClose={() => setSettings(false)} />}
    </Page>
  );
}

function Filtered({ as, onAdd, empty }: { as: 'board' | 'calendar'; onAdd?: (stage?: string) => void; empty: React.ReactNode }) {
  const { t } = useTranslation('sales');
  const { state, change } = useTableState();
  const meta = useListMeta('opportunities').data;
  const search = useRef<InputRef>(null);
  const phone = usePhone();
  const query = queryOf({ ...state, sort: '' });
  const board = useBoard(query);
  const clear = () => change({ view: 'all', q: '', filters: [] });
  useShortcuts([{ keys: '/', label: 'keys.search', group: 'list', run: () => search.current?.focus() }]);
  useShortcuts([{ keys: 'c', label: 'keys.create', group: 'list', run: () => onAdd?.() }], Boolean(onAdd));
  const narrowed = query !== '';
  const none = board.data?.total.count === 0;
  if (none && !narrowed && as === 'board' && board.data?.closed.won === 0 && board.data.closed.lost === 0) return <>{empty}</>;
  return (
    <div className="dt">
      <div className="bar">
        <SearchBox inputRef={search} value={state.q} onChange={(q) => change({ q }, true)} label={t('common:table.search_in', { noun: t('noun') })} placeholder={t('search')} />
        <FilterBar meta={meta} filters={state.filters} hasQuery={state.q !== ''} onChange={(filters) => change({ filters })} onClear={clear} />
        <span className="sp" />
        {board.data && <Totals total={board.data.total} />}
      </div>
      {none && narrowed && <p className="none" role="status">{t('common:table.none', { count: state.filters.length + (state.q ? 1 : 0), noun: t('noun') })} <button type="button" className="linkish inline-link" onClick={clear}>{t('common:table.clear_filters')}</button></p>}
      {as === 'calendar' && <CalendarView query={query} />}
      {as === 'board' && board.isPending && <BoardSkeleton />}
      {as === 'board' && board.isError && <ErrorState title={t('failed')} problem={Problem.from(board.error)} onRetry={() => void board.refetch()} />}
      {as === 'board' && board.data && (phone ? <PhoneBoard board={board.data} /> : <BoardView board={board.data} query={query} onAdd={onAdd} />)}
    </div>
  );
}

function Totals({ total }: { total: Board['total'] }) {
  const { t } = useTranslation('sales');
  return (
    <p className="s13 t2 row g12 wrap" role="status">
      <span className="nw">{t('total.count', { count: total.count })}</span>
      <span className="nw">{t('total.sum')} <b className="t1"><MoneyFigure value={total.amount} /></b></span>
      <span className="nw">{t('total.weighted')} <b className="t1"><MoneyFigure value={total.weighted} /></b></span>
    </p>
  );
}
