import { Button, Checkbox, Popover, Tooltip } from 'antd';
import { ChevronDown, ChevronUp, Columns3 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { COLUMNS, DEFAULT_COLUMNS, type ColumnKey } from './columns';
import type { ChartView } from './GanttChart';

const LINES = ['slack', 'progress', 'load'] as const;

/** Which columns in which order, and what is drawn in the chart; kept on this device. */
export function ViewMenu({ view, onView }: { view: ChartView; onView: (change: Partial<ChartView>) => void }) {
  const { t } = useTranslation('projects');
  const [open, setOpen] = useState(false);
  const shown = view.columns;
  const hidden = COLUMNS.filter((key) => !shown.includes(key));
  const set = (columns: ColumnKey[]) => onView({ columns });
  const move = (i: number, by: number) => { const now = [...shown]; const [key] = now.splice(i, 1); if (key) now.splice(i + by, 0, key); set(now); };
  const name = (key: ColumnKey) => t(`grid.${key}`);
  const content = (
    // Escape is the group's own key; every control inside keeps its keys.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div className="columns-menu" role="group" aria-label={t('view_menu.open')} onKeyDown={(e) => { if (e.key === 'Escape') { e.stopPropagation(); setOpen(false); } }}>
      <p className="lbl">{t('view_menu.lines')}</p>
      {LINES.map((key) => <div key={key} className="row"><Checkbox checked={view[key]} onChange={(e) => onView({ [key]: e.target.checked })}>{t(`toggle.${key}`)}</Checkbox></div>)}
      <p className="lbl mt8">{t('common:table.columns')}</p>
      {shown.map((key, i) => (
        <div key={key} className="row g4">
          <Checkbox checked onChange={() => set(shown.filter((one) => one !== key))}>{name(key)}</Checkbox><span className="sp" />
          <button type="button" className="ib tiny" disabled={i === 0} aria-label={t('common:table.move_up', { name: name(key) })} onClick={() => move(i, -1)}><ChevronUp size={14} aria-hidden /></button>
          <button type="button" className="ib tiny" disabled={i === shown.length - 1} aria-label={t('common:table.move_down', { name: name(key) })} onClick={() => move(i, 1)}><ChevronDown size={14} aria-hidden /></button>
        </div>
      ))}
      {hidden.map((key) => <div key={key} className="row"><Checkbox checked={false} onChange={() => set([...shown, key])}>{name(key)}</Checkbox></div>)}
      {shown.join() !== DEFAULT_COLUMNS.join() && <button type="button" className="linkish s13" onClick={() => set(DEFAULT_COLUMNS)}>{t('common:table.columns_reset')}</button>}
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} content={content}>
      <Tooltip title={open ? '' : t('view_menu.open')}><Button size="small" icon={<Columns3 size={14} />} aria-label={t('view_menu.open')} /></Tooltip>
    </Popover>
  );
}
