import { Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { yuan } from '@/lib/money';
import type { Options, Reward, Wish } from './api';

type Value = Partial<Omit<Wish, 'reward_id'>>;
type Name = 'instalment_id' | 'contract_id' | 'attendee' | 'recipient' | 'phone' | 'address';
const ASKED: Record<Reward['kind'], Name[]> = { voucher: ['instalment_id'], warranty: ['contract_id'], seat: ['attendee'], goods: ['recipient', 'phone', 'address'], service: [], code: [] };
const FILLS: Partial<Record<Name, string>> = { recipient: 'name', phone: 'tel', address: 'street-address' };

interface Props { reward: Reward; options: Options | undefined; value: Value; wrong: Record<string, string>; onChange: (value: Value) => void }

/** What a reward needs to know, by its kind; what is wrong stands at its field. */
export function WishFields({ reward, options, value, wrong, onChange }: Props) {
  const { t } = useTranslation('portal');
  const choices = (name: Name) => (name === 'instalment_id'
    ? (options?.instalments ?? []).map((i) => ({ value: i.id, label: t('mall.room', { contract: i.contract, title: i.title, room: `¥${yuan(i.room)}` }) }))
    : (options?.contracts ?? []).map((c) => ({ value: c.id, label: t('mall.warranty_of', { title: c.title, months: c.warranty_months }) })));
  return (
    <div className="pw-form">
      {ASKED[reward.kind].map((name) => {
        const id = `wish-${reward.id}-${name}`;
        const fault = wrong[`${reward.id}.${name}`];
        const shared = { id, status: fault ? 'error' as const : '' as const, 'aria-invalid': Boolean(fault), 'aria-describedby': `${id}-wrong` };
        return (
          <div key={name}>
            <label htmlFor={id}>{t(`mall.wish.${name}`)}</label>
            {name === 'instalment_id' || name === 'contract_id'
              ? <Select<string> {...shared} size="large" style={{ width: '100%' }} value={value[name] ?? undefined} options={choices(name)} placeholder={t('mall.choose')} notFoundContent={t(`mall.none.${name}`)} onChange={(v) => onChange({ ...value, [name]: v })} />
              : <Input {...shared} size="large" maxLength={name === 'address' ? 300 : name === 'phone' ? 40 : 60} inputMode={name === 'phone' ? 'tel' : undefined} autoComplete={FILLS[name]} value={value[name] ?? ''} onChange={(e) => onChange({ ...value, [name]: e.target.value })} />}
            <p id={`${id}-wrong`} className="s14 red" role="alert">{fault}</p>
          </div>
        );
      })}
      {reward.kind === 'voucher' && options && <p className="s14 t3">{t('mall.share', { share: options.share })}</p>}
    </div>
  );
}
