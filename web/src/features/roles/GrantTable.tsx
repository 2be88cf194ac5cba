import { Select } from 'antd';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { withCell, type Action, type Item, type Table } from './api';

interface Props { items: Item[]; grants: Table; before: Table; disabled: boolean; onChange: (now: Table) => void }

/** Record by record: what the role may do, and how far it reaches. */
export function GrantTable({ items, grants, before, disabled, onChange }: Props) {
  const { t } = useTranslation('roles');
  if (items.length === 0) return <p className="pad t3">{t('nothing_found')}</p>;
  return (
    <div className="grants">
      {items.map((item) => (
        <section key={item.code} aria-label={item.label}>
          <h3>{item.label}{item.follows && <span className="s12 t3">{t('follows', { name: item.follows })}</span>}</h3>
          <ul>
            {item.actions.map((a) => {
              const now = grants[item.code]?.[a.code] ?? '';
              const was = before[item.code]?.[a.code] ?? '';
              return (
                <li key={a.code} className={now ? 'given' : ''}>
                  <span className="el" title={a.label}>{a.label}</span>
                  <Scope item={item} action={a} value={now} disabled={disabled} onChange={(v) => onChange(withCell(grants, item.code, a.code, v))} />
                  {now !== was && <span className="s12 amber">{t('was', { value: word(t, item, was) })}</span>}
                </li>
              );
            })}
          </ul>
        </section>
      ))}
    </div>
  );
}

type T = TFunction<'roles'>;

/** A scope in a manager's words. A page, or a record that goes with another, is only opened or not. */
export function word(t: T, item: Item | undefined, scope: string): string {
  if (scope === '') return t('scope.none');
  if (scope === 'all' && item?.follows) return t('scope.with', { name: item.follows });
  if (scope === 'all' && item?.kind === 'page') return t('scope.may');
  return t(`scope.${scope}`);
}

function Scope({ item, action, value, disabled, onChange }: { item: Item; action: Action; value: string; disabled: boolean; onChange: (v: string) => void }) {
  const { t } = useTranslation('roles');
  if (disabled) return <span className={value ? '' : 't3'}>{word(t, item, value)}</span>;
  const options = ['', ...action.scopes].map((scope) => ({ value: scope, label: word(t, item, scope) }));
  return <Select size="small" className="grant-scope" value={value} options={options} onChange={onChange} aria-label={`${item.label} ${action.label}`} popupMatchSelectWidth={false} />;
}
