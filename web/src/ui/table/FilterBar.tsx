import { Button, Popover } from 'antd';
import { ListFilter, X } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { opWord, valueWord } from './filterWords';
import { usePeopleNames } from './people';
import type { FilterMeta, FilterValue, ListMeta } from './types';
import { MenuDrop } from '../MenuDrop';

const FilterEditor = lazy(() => import('./FilterEditor').then((m) => ({ default: m.FilterEditor })));

interface ChipProps { meta: FilterMeta; filter: FilterValue; people: ReadonlyMap<string, string>; fresh: boolean; onApply: (f: FilterValue) => void; onRemove: () => void }

function Chip({ meta, filter, people, fresh, onApply, onRemove }: ChipProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(fresh);
  const words = useRef<HTMLButtonElement>(null);
  const editable = meta.type !== 'record' || meta.choices !== null;
  const value = valueWord(t, meta, filter, people);
  const show = (now: boolean) => { setOpen(now); if (!now && fresh) onRemove(); };
  const editor = <Suspense><FilterEditor meta={meta} value={filter} onApply={(f) => { setOpen(false); onApply(f); }} onClose={() => { show(false); if (!fresh) words.current?.focus(); }} /></Suspense>;
  const chip = (
    <button ref={words} type="button" className="chip-words" disabled={!editable} aria-haspopup="dialog">
      <span className="k">{meta.label}</span><span className="k">{opWord(t, meta, filter.op)}</span>{value && <span className="v">{value}</span>}
    </button>
  );
  return (
    <span className="chip">
      {editable ? <Popover trigger="click" placement="bottomLeft" open={open} onOpenChange={show} content={editor} destroyOnHidden>{chip}</Popover> : chip}
      <button type="button" className="x" aria-label={t('table.remove_filter', { name: meta.label })} onClick={onRemove}><X size={13} aria-hidden /></button>
    </span>
  );
}

export interface FilterBarProps { meta: ListMeta | undefined; filters: FilterValue[]; hasQuery: boolean; onChange: (filters: FilterValue[]) => void; onClear: () => void }

export function FilterBar({ meta, filters, hasQuery, onChange, onClear }: FilterBarProps) {
  const { t } = useTranslation();
  const [fresh, setFresh] = useState<FilterMeta | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const specs = meta?.filters ?? [];
  const people = usePeopleNames(filters.some((f) => specs.find((s) => s.key === f.field)?.type === 'person'));
  const choosable = specs.filter((s) => s.type !== 'record' || s.choices);
  return (
    <>
      {filters.map((f, i) => {
        const spec = specs.find((s) => s.key === f.field);
        if (!spec) return null;
        return (
          <Chip
            key={`${f.field}:${f.op}:${f.value}:${i}`} meta={spec} filter={f} people={people} fresh={false}
            onApply={(now) => onChange(filters.map((old, j) => (i === j ? now : old)))} onRemove={() => onChange(filters.filter((_, j) => j !== i))}
          />
        );
      })}
      {fresh && (
        <Chip
          key={`new:${fresh.key}`} meta={fresh} filter={{ field: fresh.key, op: fresh.ops[0] ?? 'eq', value: '' }} people={people} fresh
          onApply={(now) => { setFresh(null); onChange([...filters, now]); }} onRemove={() => { setFresh(null); add.current?.focus(); }}
        />
      )}
      {choosable.length > 0 && (
        <MenuDrop menu={{ items: choosable.map((s) => ({ key: s.key, label: s.label })), onClick: (e) => setFresh(choosable.find((s) => s.key === e.key) ?? null), style: { maxHeight: 360, overflowY: 'auto' } }}>
          <Button ref={add} size="small" type="text" className="quiet" icon={<ListFilter size={14} />}>{t('table.add_filter')}</Button>
        </MenuDrop>
      )}
      {(filters.length > 0 || hasQuery) && <button type="button" className="linkish s13 nw" onClick={onClear}>{t('table.clear')}</button>}
    </>
  );
}
