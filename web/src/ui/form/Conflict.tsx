import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DateText } from '../DateText';
import { MoneyExact } from '../Money';
import { isEmpty } from './validate';
import type { Field, Values } from './types';

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? '') === JSON.stringify(b ?? '');

/** Fields that both have changed, to different values. What only they changed is theirs, what only I changed is mine. */
export function clashes(fields: readonly Field[], base: Values, mine: Values, theirs: Values): Field[] {
  return fields.filter((f) => f.name in theirs && !same(base[f.name], theirs[f.name]) && !same(base[f.name], mine[f.name]) && !same(mine[f.name], theirs[f.name]));
}

export function merge(fields: readonly Field[], base: Values, mine: Values, theirs: Values, taken: ReadonlySet<string>): Values {
  const out = { ...mine };
  fields.forEach((f) => {
    if (!(f.name in theirs)) return;
    if (taken.has(f.name) || same(base[f.name], mine[f.name])) out[f.name] = theirs[f.name];
  });
  return out;
}

function Shown({ field, value }: { field: Field; value: unknown }): ReactNode {
  const { t } = useTranslation();
  if (isEmpty(value)) return <span className="t3">—</span>;
  if (field.display) return field.display(value);
  if (field.type === 'money') return <MoneyExact value={String(value)} />;
  if (field.type === 'date') return <DateText value={String(value)} />;
  if (field.type === 'switch') return t(value === true ? 'word.yes' : 'word.no');
  const label = (v: unknown) => field.choices?.find((c) => c.value === v)?.label ?? String(v);
  return Array.isArray(value) ? value.map(label).join(t('word.and')) : label(value);
}

interface Props { sentence: string; fields: Field[]; mine: Values; theirs: Values; onResolve: (taken: ReadonlySet<string>) => void }

/** Two people at one record: both values side by side, chosen field by field. */
export function Conflict({ sentence, fields, mine, theirs, onResolve }: Props) {
  const { t } = useTranslation();
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const choose = (name: string, their: boolean) => setTaken((old) => { const now = new Set(old); if (their) now.add(name); else now.delete(name); return now; });
  return (
    <section className="conflict" role="alert">
      <p className="w6">{sentence || t('form.conflict')}</p>
      {fields.length === 0 && <p className="t2 mt4">{t('form.conflict_none')}</p>}
      {fields.map((f) => (
        <fieldset key={f.name} className="plain mt12"><legend className="s13 t2">{f.label}</legend>
          <div className="sides">
            {([false, true] as const).map((their) => (
              <label key={String(their)} className={taken.has(f.name) === their ? 'side-by on' : 'side-by'}>
                <input type="radio" name={`conflict-${f.name}`} checked={taken.has(f.name) === their} onChange={() => choose(f.name, their)} />
                <span className="col"><span className="s12 t3">{t(their ? 'form.theirs' : 'form.mine')}</span><span><Shown field={f} value={(their ? theirs : mine)[f.name]} /></span></span>
              </label>
            ))}
          </div>
        </fieldset>
      ))}
      <Button type="primary" className="mt12" onClick={() => onResolve(taken)}>{t('form.resolve')}</Button>
    </section>
  );
}
