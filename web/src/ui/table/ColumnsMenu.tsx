import { Button, Checkbox, Popover, Tooltip } from 'antd';
import { ChevronDown, ChevronUp, Columns3 } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnPrefs } from './prefs';
import type { Column } from './types';

interface Props<R> { columns: Column<R>[]; shown: Column<R>[]; prefs: ColumnPrefs | null; onChange: (prefs: ColumnPrefs | null) => void }

/** Which columns, and in which order; moved by buttons so that the keyboard can do it too. */
export function ColumnsMenu<R>({ columns, shown, prefs, onChange }: Props<R>) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const visible = shown.slice(1);
  const hidden = columns.slice(1).filter((c) => !visible.includes(c));
  const store = (order: string[], off: string[]) => onChange({ order, hidden: off });
  const keys = (cs: Column<R>[]) => cs.map((c) => c.key);

  const toggle = (c: Column<R>, on: boolean) => {
    if (on) store([...keys(visible), c.key], keys(hidden).filter((k) => k !== c.key));
    else store(keys(visible).filter((k) => k !== c.key), [...keys(hidden), c.key]);
  };
  const move = (i: number, by: number) => {
    const order = keys(visible);
    const [taken] = order.splice(i, 1);
    if (taken) order.splice(i + by, 0, taken);
    store(order, keys(hidden));
  };
  const list = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = (e: KeyboardEvent) => { if (e.key === 'Escape') { e.stopPropagation(); setOpen(false); button.current?.focus(); } };
  const content = (
    // Escape is the group's own key; every control inside keeps its keys.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div className="columns-menu" role="group" aria-label={t('table.columns')} ref={list} onKeyDown={close}>
      {visible.map((c, i) => (
        <div key={c.key} className="row g4">
          <Checkbox checked onChange={() => toggle(c, false)}>{c.title}</Checkbox><span className="sp" />
          <button type="button" className="ib tiny" disabled={i === 0} aria-label={t('table.move_up', { name: c.title })} onClick={() => move(i, -1)}><ChevronUp size={14} aria-hidden /></button>
          <button type="button" className="ib tiny" disabled={i === visible.length - 1} aria-label={t('table.move_down', { name: c.title })} onClick={() => move(i, 1)}><ChevronDown size={14} aria-hidden /></button>
        </div>
      ))}
      {hidden.map((c) => <div key={c.key} className="row"><Checkbox checked={false} onChange={() => toggle(c, true)}>{c.title}</Checkbox></div>)}
      {prefs && <button type="button" className="linkish s13" onClick={() => onChange(null)}>{t('table.columns_reset')}</button>}
    </div>
  );
  return (
    <Popover trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} content={content} afterOpenChange={(now) => { if (now) list.current?.querySelector('input')?.focus({ preventScroll: true }); }}>
      <Tooltip title={open ? '' : t('table.columns')}><Button ref={button} size="small" icon={<Columns3 size={14} />} aria-label={t('table.columns')} /></Tooltip>
    </Popover>
  );
}
