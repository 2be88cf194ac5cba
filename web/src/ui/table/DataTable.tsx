import type { InputRef } from 'antd';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { Problem } from '@/api/problem';
import { useShortcuts } from '@/lib/keyboard';
import { usePhone } from '@/lib/useMedia';
import { ErrorState } from '../ErrorState';
import { addedColumns, isAdded } from './added';
import { Body, BodySkeleton } from './Body';
import { BulkBar } from './BulkBar';
import { mayAsk, useListData, useListMeta } from './data';
import { FilterBar } from './FilterBar';
import { Footer } from './Footer';
import { Head } from './Head';
import { PhoneList } from './PhoneList';
import { rememberPlace } from './place';
import { arrange, ROW_HEIGHT, useTablePrefs } from './prefs';
import { SearchBox } from './SearchBox';
import { useSelection } from './selection';
import { useTableState } from './state';
import { Tools } from './Tools';
import type { DataTableProps, RowBase } from './types';
import { ViewTabs } from './ViewTabs';

const NONE: never[] = [];
const FIRST_WIDTH = 220;
const WIDTH = 110;

/** The one table. Search, filters, sort and page live in the address; the server does the work. */
export function DataTable<R extends RowBase>(props: DataTableProps<R>) {
  const { list, resource, noun, rowLink, rowLabel, bulk = NONE, embedded = false, scope = NONE } = props;
  const path = props.path ?? `/${list}`;
  const { t, i18n } = useTranslation();
  const counter = props.counter ?? t('table.counter');
  const phone = usePhone();
  const navigate = useNavigate();
  const location = useLocation();
  const { state: written, change } = useTableState();
  const state = useMemo(() => ({ ...written, sort: written.sort || (props.defaultSort ?? '') }), [written, props.defaultSort]);
  const described = useListMeta(list);
  const meta = described.data;
  const columns = useMemo(() => [...props.columns.filter((c) => !meta?.left_out.includes(c.key)), ...addedColumns<R>(meta)], [props.columns, meta]);
  const sums = useMemo(() => (props.sums ?? NONE).filter((s) => !meta?.left_out.includes(s.key)), [props.sums, meta]);
  const builtIn = useMemo(() => (meta ? (props.views ?? NONE).filter((v) => mayAsk(v.query, meta)) : NONE), [props.views, meta]);
  const prefs = useTablePrefs(list);
  const shown = useMemo(() => arrange(columns, prefs.columns), [columns, prefs.columns]);
  const { page, summary, query } = useListData<R>(path, resource, state, scope, shown.map((c) => c.key).filter(isAdded).join(','));
  const rows = useMemo(() => page.data?.items ?? [], [page.data]);
  const ids = useMemo(() => rows.map((r) => String(r.id)), [rows]);
  const picked = useSelection(query, ids, summary.data?.count);
  const [at, setAt] = useState(-1);
  const search = useRef<InputRef>(null);
  const narrowed = state.q !== '' || state.filters.length > 0;
  const selectable = bulk.length > 0 && !phone;

  const leave = useCallback(() => {
    rememberPlace(resource, {
      path, query, url: location.pathname + location.search, ids, offset: (state.page - 1) * state.size, size: state.size,
      next: page.data?.next ?? null, prev: page.data?.prev ?? null, count: summary.data?.count ?? null, capped: summary.data?.capped ?? false,
    });
  }, [ids, location, page.data, path, query, resource, state.page, state.size, summary.data]);

  const open = (row: R, newTab = false) => {
    if (!rowLink) return;
    leave();
    if (newTab) window.open(rowLink(row), '_blank');
    else void navigate(rowLink(row));
  };
  const step = (by: number) => {
    const now = Math.max(0, Math.min(rows.length - 1, at + by));
    setAt(now);
    document.querySelector(`[data-row="${now}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const current = rows[at];
  useShortcuts([
    { keys: '/', label: 'keys.search', group: 'list', run: () => search.current?.focus() },
    { keys: 'j', label: 'keys.next', group: 'list', run: () => step(1) },
    { keys: 'k', label: 'keys.prev', group: 'list', run: () => step(-1) },
    { keys: 'x', label: 'keys.pick', group: 'list', run: () => { if (current && selectable) picked.pick(String(current.id), !picked.chosen.has(String(current.id))); } },
    { keys: 'Enter', label: 'keys.open', group: 'list', run: () => { if (current) open(current); } },
    { keys: 'Escape', label: 'keys.unpick', group: 'list', run: () => { picked.clear(); setAt(-1); } },
  ], !embedded);
  useShortcuts([{ keys: 'c', label: 'keys.create', group: 'list', run: () => props.onCreate?.() }], !embedded && Boolean(props.onCreate));

  const clear = () => change({ view: 'all', q: '', filters: [] });
  const turn = (to: string | null | undefined, by: number) => (to ? () => { setAt(-1); change({ cursor: by < 0 && state.page <= 2 ? '' : to, page: state.page + by }); } : undefined);
  const failed = page.isError && !page.isPlaceholderData;
  const isEmpty = !page.isPending && !failed && rows.length === 0;
  const width = shown.reduce((w, c, i) => w + (c.width ?? (i === 0 ? FIRST_WIDTH : WIDTH)), selectable ? 40 : 0);
  const wide = Math.max(0, shown.findIndex((c) => c.grow));
  const views = !embedded && <ViewTabs list={list} path={path} resource={resource} noun={noun} views={builtIn} state={written} change={change} />;

  if (isEmpty && !narrowed && !state.cursor) return <>{views}{props.empty}</>;
  return (
    <div className={embedded ? 'dt embedded' : 'dt'}>
      {views}
      <div className="bar">
        {meta?.searchable !== false && <SearchBox inputRef={search} value={state.q} onChange={(q) => change({ q }, true)} label={t('table.search_in', { noun })} placeholder={props.searchPlaceholder} />}
        <FilterBar meta={meta} filters={state.filters} hasQuery={state.q !== ''} onChange={(filters) => change({ filters })} onClear={clear} />
        <span className="sp" />
        <Tools<R>
          list={list} meta={meta} query={query} count={summary.data?.capped ? undefined : summary.data?.count} sort={state.sort} onSort={(sort) => change({ sort })}
          columns={columns} shown={shown} prefs={prefs.columns} onPrefs={prefs.setColumns} density={prefs.density} onDensity={prefs.setDensity}
          exportable={props.exportable ?? true} embedded={embedded}
        />
      </div>
      {failed && <ErrorState title={t('table.failed', { noun })} problem={Problem.from(page.error)} onRetry={() => void page.refetch()} />}
      {isEmpty && <p className="none" role="status">{t('table.none', { count: state.filters.length + (state.q ? 1 : 0), noun })} <button type="button" className="linkish inline-link" onClick={clear}>{t('table.clear_filters')}</button></p>}
      {!failed && !isEmpty && (phone
        ? <PhoneList rows={rows} rowLink={rowLink} phoneRow={props.phoneRow} onLeave={leave} />
        : (
          // A region that scrolls must be reachable by the keyboard.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <div className="scroll" role="region" aria-label={t('table.region', { noun })} tabIndex={0} aria-busy={page.isFetching}>
            <table className={page.isPlaceholderData ? 'grid waiting' : 'grid'} style={{ minWidth: width, '--row': `${ROW_HEIGHT[embedded ? 'normal' : prefs.density]}px` } as React.CSSProperties} lang={i18n.language}>
              <colgroup>
                {selectable && <col style={{ width: 40 }} />}
                {shown.map((c, i) => <col key={c.key} style={i === wide ? undefined : { width: c.width ?? (i === 0 ? FIRST_WIDTH : WIDTH) }} />)}
              </colgroup>
              <Head columns={shown} meta={meta} sort={state.sort} onSort={(sort) => change({ sort })} selectable={selectable} allOnPage={picked.pageAll} someOnPage={picked.pageSome} onTogglePage={picked.pickPage} />
              {page.isPending || described.isPending
                ? <BodySkeleton columns={shown.length} selectable={selectable} />
                : <Body rows={rows} columns={shown} meta={meta} cursor={at} chosen={picked.chosen} allChosen={picked.all} selectable={selectable} rowLink={rowLink} rowLabel={rowLabel} onPick={picked.pick} onOpen={open} onLeave={leave} />}
            </table>
          </div>
        ))}
      {picked.selection.count > 0 && (
        <BulkBar selection={picked.selection} noun={noun} counter={counter} total={summary.data?.count} actions={bulk} onClear={picked.clear} onAll={picked.pageAll && !picked.all && (summary.data?.count ?? 0) > rows.length && !summary.data?.capped ? picked.pickAll : undefined} />
      )}
      <Footer summary={summary.data} scoped={embedded && scope.length > 0} narrowed={narrowed} noun={noun} counter={counter} sums={sums} size={state.size} onSize={(size) => change({ size })} onPrev={turn(page.data?.prev, -1)} onNext={turn(page.data?.next, 1)} />
    </div>
  );
}
