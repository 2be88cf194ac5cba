import { Button } from 'antd';
import { Minus, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useClient, usePortal } from '@/features/portal/api';
import { ClientSwitch, Screen } from '@/features/portal/parts';
import { randomId } from '@/lib/ids';
import { queryClient } from '@/lib/queryClient';
import { toast } from '@/ui';
import { Picture } from './Picture';
import { named, number, photoOf, type Cart, type CartLine, type Options, type Orders, type Wish } from './window';
import { WishFields } from './WishFields';
import './mall.css';

/** What is to be redeemed: how many, what each needs to know, and the sum before anything is taken. */
export function Component() {
  const { t } = useTranslation('mall');
  const query = usePortal<Cart>('/portal/mall/cart');
  const options = usePortal<Options>('/portal/mall/options');
  return (
    <Screen title={t('portal.cart_title')} query={query} heading={<div><h1 className="pw-title">{t('portal.cart_title')}</h1><ClientSwitch /></div>}>
      {(cart) => (cart.items.length === 0 ? <section className="pcard"><p className="t2 mb12">{t('portal.cart_empty')}</p><Link to="/portal/mall" className="inline-link">{t('portal.to_mall')}</Link></section> : <Filled cart={cart} options={options.data} />)}
    </Screen>
  );
}

function Filled({ cart, options }: { cart: Cart; options: Options | undefined }) {
  const { t } = useTranslation('mall');
  const client = useClient();
  const navigate = useNavigate();
  const [wishes, setWishes] = useState<Record<string, Wish>>({});
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const key = useRef(randomId());
  const blocked = cart.items.some((line) => line.blocked.length > 0);
  const order = async () => {
    if (!client || busy) return;
    setBusy(true);
    setFaults({});
    setFault('');
    try {
      const body = { client: client.id, total: cart.total, wishes: cart.items.map((l) => ({ reward_id: l.reward.id, ...wishes[l.reward.id] })) };
      await api.post<Orders>('/portal/mall/checkout', body, { idempotencyKey: key.current });
      await queryClient.invalidateQueries({ queryKey: ['portal'] });
      toast(t('portal.ordered'));
      void navigate('/portal/orders', { replace: true });
    } catch (error) {
      const problem = Problem.from(error);
      const found = Object.fromEntries(problem.errors.map((e) => [e.field, e.message]));
      setFaults(found);
      setFault(Object.keys(found).length ? '' : problem.message);
      // Sent and not answered is asked again under the same key; what was refused is another checkout.
      if (problem.status) key.current = randomId();
    } finally { setBusy(false); }
  };
  return (
    <>
      {cart.items.map((line) => (
        <Line key={line.reward.id} line={line}>
          <WishFields kind={line.reward.kind} id={line.reward.id} wish={wishes[line.reward.id] ?? {}} options={options} faults={faults} onChange={(wish) => setWishes({ ...wishes, [line.reward.id]: wish })} />
        </Line>
      ))}
      <section className="pcard">
        <div className="row btw"><span className="t2">{t('portal.total')}</span><b className="num s20">{t('portal.n_points', { points: number(cart.total) })}</b></div>
        <p className="s14 t3 mb12">{t('portal.after', { points: number(cart.points - cart.total) })}</p>
        {fault && <p className="red mb8" role="alert">{fault}</p>}
        <Button block type="primary" className="pw-btn" loading={busy} disabled={blocked || cart.total > cart.points} onClick={() => void order()}>{t('portal.order', { points: number(cart.total) })}</Button>
      </section>
    </>
  );
}

function Line({ line, children }: { line: CartLine; children: React.ReactNode }) {
  const { t, i18n } = useTranslation('mall');
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const title = named(line.reward, i18n.language);
  const set = async (quantity: number) => {
    if (!client || busy) return;
    setBusy(true);
    try { await api.put(`/portal/mall/cart/${line.reward.id}`, { client: client.id, quantity }); await queryClient.invalidateQueries({ queryKey: ['portal'] }); } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); } finally { setBusy(false); }
  };
  const [why] = line.blocked;
  return (
    <section className="pcard">
      <div className="row g12">
        <Picture id={line.reward.picture_id} kind={line.reward.kind} size={44} from={photoOf} />
        <span className="grow min0"><span className="bal">{title}</span><span className="s14 t3 num"> {t('portal.n_points', { points: number(line.reward.points * line.quantity) })}</span></span>
        <span className="row g4">
          <button type="button" className="pw-get ml-step" disabled={busy} aria-label={t('portal.fewer', { title })} onClick={() => void set(line.quantity - 1)}><Minus size={18} aria-hidden /></button>
          <b className="num" aria-live="polite">{line.quantity}</b>
          <button type="button" className="pw-get ml-step" disabled={busy || line.quantity >= 99} aria-label={t('portal.more', { title })} onClick={() => void set(line.quantity + 1)}><Plus size={18} aria-hidden /></button>
        </span>
      </div>
      {why && <p className="s14 amber mt8">{t(`why.${why}`)}</p>}
      {children}
    </section>
  );
}
