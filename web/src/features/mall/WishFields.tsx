import { Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { compareMoney, yuan } from '@/lib/money';
import type { Kind } from './api';
import type { Options, Wish } from './window';

type Name = keyof Wish;
const TEXTS: Partial<Record<Kind, Name[]>> = { seat: ['attendee'], goods: ['recipient', 'phone', 'address'] };

interface Props { kind: Kind; id: string; wish: Wish; options: Options | undefined; faults: Record<string, string>; onChange: (wish: Wish) => void }

/** What this kind of reward needs to know before it can be ordered. */
export function WishFields({ kind, id, wish, options, faults, onChange }: Props) {
  const { t } = useTranslation('mall');
  const own = useId();
  const fault = (name: Name) => faults[`wishes.${id}.${name}`];
  const row = (name: Name, control: React.ReactNode) => (
    <div key={name} className="mt8">
      <label className="s14 t2" htmlFor={`${own}-${name}`}>{t(name === 'instalment_id' ? 'portal.off_which' : name === 'contract_id' ? 'contract' : name)}</label>
      {control}
      {fault(name) && <p className="red s14" role="alert" id={`${own}-${name}-fault`}>{fault(name)}</p>}
    </div>
  );
  const choice = (name: Name, rows: { id: string; label: string }[]) => row(name, (
    <select id={`${own}-${name}`} className="ml-select" value={wish[name] ?? ''} aria-invalid={Boolean(fault(name))} onChange={(e) => onChange({ ...wish, [name]: e.target.value || undefined })}>
      <option value="">{t('portal.choose')}</option>
      {rows.map((one) => <option key={one.id} value={one.id}>{one.label}</option>)}
    </select>
  ));
  if (kind === 'voucher') {
    const rooms = (options?.instalments ?? []).filter((one) => compareMoney(one.room, '0') > 0);
    return rooms.length ? choice('instalment_id', rooms.map((one) => ({ id: one.id, label: t('portal.room', { contract: one.contract, title: one.title, room: yuan(one.room) }) }))) : <p className="s14 amber mt8">{t('portal.no_room')}</p>;
  }
  if (kind === 'warranty') return choice('contract_id', (options?.contracts ?? []).map((one) => ({ id: one.id, label: one.title })));
  return (
    <>
      {(TEXTS[kind] ?? []).map((name) => row(name, (
        <Input id={`${own}-${name}`} size="large" value={wish[name] ?? ''} maxLength={name === 'address' ? 300 : name === 'phone' ? 40 : 60} inputMode={name === 'phone' ? 'tel' : undefined} autoComplete={name === 'phone' ? 'tel' : name === 'address' ? 'street-address' : 'name'} status={fault(name) ? 'error' : undefined} aria-describedby={fault(name) ? `${own}-${name}-fault` : undefined} onChange={(e) => onChange({ ...wish, [name]: e.target.value })} />
      )))}
    </>
  );
}
