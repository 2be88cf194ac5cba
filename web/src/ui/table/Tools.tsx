import { Button, Segmented, Tooltip } from 'antd';
import { ArrowUpDown, Download, Rows2, Rows3, Rows4 } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '@/lib/useMedia';
import { ColumnsMenu } from './ColumnsMenu';
import type { ColumnPrefs, Density } from './prefs';
import type { Column, ListMeta } from './types';
import { MenuDrop } from '../MenuDrop';

const ExportDialog = lazy(() => import('./ExportDialog').then((m) => ({ default: m.ExportDialog })));

const DENSITIES: [Density, typeof Rows2][] = [['compact', Rows4], ['normal', Rows3], ['roomy', Rows2]];

interface Props<R> {
  list: string; meta: ListMeta | undefined; query: string; count: number | undefined; sort: string; onSort: (sort: string) => void;
  columns: Column<R>[]; shown: Column<R>[]; prefs: ColumnPrefs | null; onPrefs: (p: ColumnPrefs | null) => void;
  density: Density; onDensity: (d: Density) => void; exportable: boolean; embedded: boolean;
}

export function Tools<R>(props: Props<R>) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [exporting, setExporting] = useState(false);
  const { meta, sort, embedded } = props;
  const sortable = meta?.columns.filter((c) => c.sortable) ?? [];
  const active = sort || meta?.default_sort || '';
  const key = active.replace(/^-/, '');
  const label = sortable.find((c) => c.key === key)?.label ?? t('table.sort');
  return (
    <div className="row g8 tools">
      {sortable.length > 0 && (
        <MenuDrop
         
          menu={{
            selectable: true, selectedKeys: [active],
            items: sortable.flatMap((c) => [
              { key: `-${c.key}`, label: t('table.sort_desc', { name: c.label }) }, { key: c.key, label: t('table.sort_asc', { name: c.label }) },
            ]),
            onClick: (e) => props.onSort(e.key), style: { maxHeight: 360, overflowY: 'auto' },
          }}
        >
          <Button size="small" icon={<ArrowUpDown size={14} />} aria-label={t('table.sort_by', { name: label })}>{label}</Button>
        </MenuDrop>
      )}
      {!phone && !embedded && (
        <Segmented<Density>
          size="small" value={props.density} onChange={props.onDensity} aria-label={t('table.density.label')}
          options={DENSITIES.map(([value, Icon]) => ({ value, title: t(`table.density.${value}`), label: <span className="seg"><Icon size={14} aria-hidden /><span className="sr">{t(`table.density.${value}`)}</span></span> }))}
        />
      )}
      {!phone && <ColumnsMenu columns={props.columns} shown={props.shown} prefs={props.prefs} onChange={props.onPrefs} />}
      {props.exportable && (
        <Tooltip title={t('table.export')}><Button size="small" icon={<Download size={14} />} aria-label={t('table.export')} onClick={() => setExporting(true)} /></Tooltip>
      )}
      {exporting && (
        <Suspense>
          <ExportDialog list={props.list} query={props.query} count={props.count} shown={props.shown.map((c) => c.key)} meta={meta} onClose={() => setExporting(false)} />
        </Suspense>
      )}
    </div>
  );
}
