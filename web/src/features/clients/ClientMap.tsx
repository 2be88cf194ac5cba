import './map.css';
import { Button, Segmented, Tooltip, type InputRef } from 'antd';
import { ChevronRight, Download, Grid3x3, Table2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, ErrorState, MoneyFigure, Page, toast } from '@/ui';
import { useListMeta } from '@/ui/table/data';
import { FilterBar } from '@/ui/table/FilterBar';
import { SearchBox } from '@/ui/table/SearchBox';
import { queryOf, useTableState } from '@/ui/table/state';
import { CLIENT } from './api';
import { PlacePanel } from './PlacePanel';
import { PlaceTable } from './PlaceTable';
import { exportPlaces, listOf, usePlaces, type Measure, type Places } from './places';
import { TileMap } from './TileMap';

const MEASURES = ['count', 'contract_amount', 'receivable'] as const;

/** Where the clients are. Search and filters are the list's own and stand in the address, like what is shown and which province. */
export function Component() {
  const { t, i18n } = useTranslation('clients');
  const [params, setParams] = useSearchParams();
  const { state, change } = useTableState();
  const search = useRef<InputRef>(null);
  const meta = useListMeta('clients').data;
  const mayExport = useCan(CLIENT, 'export');
  const query = queryOf({ ...state, sort: '' });
  const places = usePlaces(query);
  const patch = (changes: Record<string, string>) => setParams((old) => {
    const now = new URLSearchParams(old);
    Object.entries(changes).forEach(([k, v]) => (v ? now.set(k, v) : now.delete(k)));
    return now;
  }, { replace: true });
  const measures = MEASURES.filter((m) => m !== 'receivable' || places.data?.receivable !== undefined);
  const by: Measure = measures.find((m) => m === params.get('by')) ?? 'count';
  const asTable = params.get('as') === 'table';
  const take = () => void exportPlaces(query, t('map.title'), i18n.language).catch((e: Error) => toast({ text: e.message, tone: 'bad' }));
  return (
    <Page
      title={t('map.title')} crumb={<span className="row g6"><Link to="/clients">{t('title')}</Link><ChevronRight size={14} aria-hidden /><h1>{t('map.title')}</h1></span>}
      actions={mayExport && <Tooltip title={t('map.export')}><Button icon={<Download size={15} />} aria-label={t('map.export')} onClick={take} /></Tooltip>}
    >
      <div className="bar">
        <SearchBox inputRef={search} value={state.q} onChange={(q) => change({ q }, true)} label={t('map.search')} placeholder={t('search')} />
        <FilterBar meta={meta} filters={state.filters} hasQuery={state.q !== ''} onChange={(filters) => change({ filters })} onClear={() => change({ q: '', filters: [] })} />
        <span className="sp" />
        <div className="row g8 tools">
          <Segmented<Measure> size="small" value={by} onChange={(m) => patch({ by: m === 'count' ? '' : m })} aria-label={t('map.by')} options={measures.map((m) => ({ value: m, label: t(`map.measure.${m}`) }))} />
          <Segmented<string>
            size="small" value={asTable ? 'table' : 'tiles'} onChange={(as) => patch({ as: as === 'table' ? as : '' })} aria-label={t('map.as')}
            options={[{ value: 'tiles', label: <span className="seg"><Grid3x3 size={14} aria-hidden /><span className="sr">{t('map.tiles')}</span></span> }, { value: 'table', label: <span className="seg"><Table2 size={14} aria-hidden /><span className="sr">{t('map.table')}</span></span> }]}
          />
        </div>
      </div>
      {places.isError && !places.data && <ErrorState title={t('map.failed')} problem={Problem.from(places.error)} onRetry={() => void places.refetch()} />}
      {places.isPending && <div className="pad"><Bone width="100%" height={360} /></div>}
      {places.data && (
        <div className={places.isPlaceholderData ? 'places stale' : 'places'} aria-busy={places.isPlaceholderData}>
          <div className="places-main">
            <Headline places={places.data} query={query} />
            {asTable
              ? <PlaceTable places={places.data} by={by} query={query} chosen={params.get('at') ?? ''} onChoose={(at) => patch({ at })} />
              : <><TileMap provinces={places.data.provinces} by={by} chosen={params.get('at') ?? ''} label={t('map.label', { measure: t(`map.measure.${by}`), count: places.data.count })} onChoose={(at) => patch({ at })} /><p className="s12 t3 tiles-note">{t('map.note')}</p></>}
          </div>
          <PlacePanel places={places.data} by={by} query={query} chosen={params.get('at') ?? ''} onChoose={(at) => patch({ at })} />
        </div>
      )}
    </Page>
  );
}

/** What all adds up to, and whoever has no place yet. */
function Headline({ places, query }: { places: Places; query: string }) {
  const { t } = useTranslation('clients');
  return (
    <p className="places-head">
      <Link to={`/clients${query && `?${query}`}`}>{t('map.all', { count: places.count })}</Link>
      <span>{t('map.measure.contract_amount')} <MoneyFigure value={places.contract_amount} /></span>
      {places.receivable !== undefined && <span>{t('map.measure.receivable')} <MoneyFigure value={places.receivable} /></span>}
      {places.without.count > 0 && <Link to={listOf(query, null)} className="amber">{t('map.without', { count: places.without.count })}</Link>}
    </p>
  );
}
