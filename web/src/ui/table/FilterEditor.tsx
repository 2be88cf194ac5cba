import { Button, Checkbox, DatePicker, Input, Segmented } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isAmount } from '@/lib/money';
import { needsValue, opWord } from './filterWords';
import { usePeople } from './people';
import type { Choice, FilterMeta, FilterValue } from './types';

interface EditorProps { meta: FilterMeta; value: FilterValue; onChange: (value: string) => void }

function ChoiceEditor({ meta, value, onChange }: EditorProps) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const person = meta.type === 'person';
  const people = usePeople(q, person);
  const found: Choice[] = person
    ? [{ value: 'me', label: t('word.me') }, ...(people.data ?? []).map((p) => ({ value: p.id, label: p.name }))]
    : (meta.choices ?? []).filter((c) => c.label.toLowerCase().includes(q.toLowerCase()));
  const chosen = value.value.split(',').filter(Boolean);
  const toggle = (v: string) => onChange((chosen.includes(v) ? chosen.filter((c) => c !== v) : [...chosen, v]).join(','));
  return (
    <>
      {(person || found.length > 8 || q) && <Input size="small" value={q} onChange={(e) => setQ(e.target.value)} placeholder={t('table.find_choice')} aria-label={t('table.find_choice')} />}
      <div className="choices">{found.map((c) => <Checkbox key={c.value} checked={chosen.includes(c.value)} onChange={() => toggle(c.value)}>{c.label}</Checkbox>)}</div>
    </>
  );
}

/** Amounts are typed in yuan and sent as typed; two boxes for 介于. */
function NumberEditor({ meta, value, onChange }: EditorProps) {
  const { t } = useTranslation();
  const [low = '', high = ''] = value.value.split(',');
  const bad = (v: string) => v !== '' && !isAmount(v);
  const box = (v: string, set: (v: string) => void, label: string) => (
    <Input size="small" inputMode="decimal" value={v} status={bad(v) ? 'error' : undefined} aria-label={label} prefix={meta.type === 'money' ? '¥' : undefined} onChange={(e) => set(e.target.value.replaceAll(',', '').trim())} />
  );
  if (value.op !== 'between') return box(low, onChange, meta.label);
  return <div className="row g6">{box(low, (v) => onChange(`${v},${high}`), t('table.from'))}<span>—</span>{box(high, (v) => onChange(`${low},${v}`), t('table.to'))}</div>;
}

function DateEditor({ meta, value, onChange }: EditorProps) {
  const { t } = useTranslation();
  const [from = '', to = ''] = value.value.split(',');
  const day = (v: string) => (dayjs(v, 'YYYY-MM-DD', true).isValid() || /^\d{4}-\d\d-\d\d$/.test(v) ? dayjs(v) : null);
  if (value.op === 'between') {
    return <DatePicker.RangePicker size="small" value={[day(from), day(to)]} onChange={(r) => onChange(r ? r.map((d) => d?.format('YYYY-MM-DD') ?? '').join(',') : '')} aria-label={meta.label} placeholder={[t('table.from'), t('table.to')]} />;
  }
  return <DatePicker size="small" placeholder={t('form.date_form')} value={day(from)} onChange={(d) => onChange(d ? d.format('YYYY-MM-DD') : '')} aria-label={meta.label} />;
}

function ValueEditor(props: EditorProps) {
  const { t } = useTranslation();
  const { meta, value, onChange } = props;
  if (meta.type === 'choice' || meta.type === 'person' || (meta.type === 'record' && meta.choices)) return <ChoiceEditor {...props} />;
  if (meta.type === 'money' || meta.type === 'number') return <NumberEditor {...props} />;
  if (meta.type === 'date') return <DateEditor {...props} />;
  if (meta.type === 'bool') return <Segmented size="small" value={value.value || 'true'} onChange={(v) => onChange(String(v))} options={[{ value: 'true', label: t('word.yes') }, { value: 'false', label: t('word.no') }]} />;
  return <Input size="small" value={value.value} onChange={(e) => onChange(e.target.value)} aria-label={meta.label} autoFocus />;
}

function complete(filter: FilterValue, meta: FilterMeta): boolean {
  if (!needsValue(filter.op)) return true;
  const values = filter.value.split(',');
  if (filter.op === 'between' && (values.length !== 2 || values.some((v) => v === ''))) return false;
  if ((meta.type === 'money' || meta.type === 'number') && values.some((v) => !isAmount(v))) return false;
  return filter.value.trim() !== '';
}

interface FilterEditorProps { meta: FilterMeta; value: FilterValue; onApply: (value: FilterValue) => void; onClose: () => void }

/** Operator, value, and a button that says what it does. A half-typed filter is never sent. */
export function FilterEditor({ meta, value, onApply, onClose }: FilterEditorProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<FilterValue>(meta.type === 'bool' && !value.value ? { ...value, value: 'true' } : value);
  const ready = complete(draft, meta);
  const root = useRef<HTMLDivElement>(null);
  // The popover is at the end of the document: without this the keyboard would have to walk there.
  useEffect(() => { root.current?.querySelector<HTMLElement>('[aria-pressed=true]')?.focus({ preventScroll: true }); }, []);
  return (
    // Escape is the dialog's own key; every control inside keeps its keys.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div role="dialog" aria-label={meta.label} ref={root} onKeyDown={(e) => { if (e.key === 'Escape') { e.stopPropagation(); onClose(); } }}>
    <form className="filter-editor" onSubmit={(e) => { e.preventDefault(); if (ready) onApply(needsValue(draft.op) ? draft : { ...draft, value: '' }); }}>
      <fieldset className="ops">
        <legend className="sr">{meta.label}</legend>
        {meta.ops.map((op) => (
          <button key={op} type="button" aria-pressed={op === draft.op} className={op === draft.op ? 'on' : ''} onClick={() => setDraft({ ...draft, op, value: op === 'between' || draft.op === 'between' ? '' : draft.value })}>{opWord(t, meta, op)}</button>
        ))}
      </fieldset>
      {needsValue(draft.op) && <ValueEditor meta={meta} value={draft} onChange={(v) => setDraft({ ...draft, value: v })} />}
      <Button type="primary" size="small" htmlType="submit" disabled={!ready}>{t('table.apply')}</Button>
    </form>
    </div>
  );
}
