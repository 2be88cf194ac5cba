import { Button } from 'antd';
import { ChevronLeft, Minus, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { randomId } from '@/lib/ids';
import { queryClient } from '@/lib/queryClient';
import { EmptyState, toast } from '@/ui';
import { useClient, usePortal } from '../api';
import { count } from '../PointsCard';
import { Screen } from '../parts';
import { putInCart, type Cart, type CartLine, type Options, type Orders, type Wish } from './api';
import { Picture } from './Picture';
import { WishFields } from './WishFields';
import { useTitle, useWhyNot } from './words';

type Wishes = Record<string, Partial<Omit<Wish, 'reward_id'>>>;

export function Component() {
  const { t } = useTranslation('portal');
  const query = usePortal<Cart>('/portal/mall/cart');
  const heading = <div><Link to="/portal/mall" className="pw-switch"><ChevronLeft size={18} aria-hidden />{t('mall.title')}</Link><h1 className="pw-title m0">{t('mall.cart')}</h1></div>;
  return (
    <Screen title={t('mall.cart')} query={query} heading={heading}>
      {(cart) => (cart.items.length > 0 ? <Checkout cart={cart} /> : <EmptyState title={t('mall.cart_empty')} text={t('mall.cart_empty_text')} />)}
    </Screen>
  );
}

/** All of it or nothing, once: the key stays the same until something in it changes. */
function Checkout({ cart }: { cart: Cart }) {
  const { t } = useTranslation('portal');
  const client = useClient();
  const navigate = useNavigate();
  const [wishes, setWishes] = useState<Wishes>({});
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const key = useRef(randomId());
  const needs = cart.items.some((line) => line.reward.kind === 'voucher' || line.reward.kind === 'warranty');
  const options = usePortal<Options>('/portal/mall/options').data;
  const blocked = cart.items.some((line) => line.blocked.length > 0);
  const change = () => { key.current = randomId(); setFailure(''); };
  const put = async (line: CartLine, quantity: number) => {
    change();
    try {
      await putInCart(client?.id ?? '', line.reward.id, quantity);
    } catch (error) { setFailure(Problem.from(error).message); }
  };
  const order = async () => {
    if (busy) return;
    setBusy(true);
    setWrong({});
    setFailure('');
    try {
      const body = { client: client?.id ?? '', total: cart.total, wishes: cart.items.map((line) => ({ reward_id: line.reward.id, ...wishes[line.reward.id] })) };
      const made = await api.post<Orders>('/portal/mall/checkout', body, { idempotencyKey: key.current });
      toast(t('mall.done', { count: made.items.length }));
      void navigate('/portal/orders', { replace: true });
    } catch (error) {
      const problem = Problem.from(error);
      const told = Object.fromEntries(problem.errors.filter((e) => e.field?.startsWith('wishes.')).map((e) => [(e.field ?? '').slice(7), e.message]));
      setWrong(told);
      if (Object.keys(told).length === 0) setFailure(problem.message);
      key.current = randomId();
      setBusy(false);
    }
    await queryClient.invalidateQueries({ queryKey: ['portal'] });
  };
  return (
    <>
      {cart.items.map((line) => (
        <section key={line.reward.id} className="pcard">
          <Line line={line} onPut={(n) => void put(line, n)} />
          <WishFields reward={line.reward} options={options} value={wishes[line.reward.id] ?? {}} wrong={wrong} onChange={(v) => { change(); setWishes({ ...wishes, [line.reward.id]: v }); }} />
        </section>
      ))}
      <section className="pcard">
        <dl className="pw-facts">
          <div><dt>{t('mall.total')}</dt><dd className="num w6">{count(cart.total)}</dd></div>
          <div><dt>{t('mall.after')}</dt><dd className="num">{count(cart.points - cart.total)}</dd></div>
        </dl>
        <p className="s14 red mt8" role="alert">{failure}</p>
        <Button type="primary" block className="pw-btn mt8" loading={busy} disabled={blocked || (needs && !options)} onClick={() => void order()}>{t('mall.order', { points: count(cart.total) })}</Button>
        <p className="s14 t3 mt8">{t('mall.order_text')}</p>
      </section>
    </>
  );
}

function Line({ line, onPut }: { line: CartLine; onPut: (quantity: number) => void }) {
  const { t } = useTranslation('portal');
  const title = useTitle()(line.reward);
  const why = useWhyNot()(line.reward, line.blocked);
  return (
    <div className="row g12">
      <Picture id={line.reward.picture_id} kind={line.reward.kind} />
      <span className="grow min0"><span className="bal">{title}</span><span className="s14 t3 pw-row num">{t('mall.points', { points: count(line.reward.points * line.quantity) })}</span>{why && <span className="s14 red pw-row" role="alert">{why}</span>}</span>
      <span className="pw-count">
        <button type="button" aria-label={line.quantity > 1 ? t('mall.fewer', { title }) : t('mall.out', { title })} onClick={() => onPut(line.quantity - 1)}><Minus size={18} aria-hidden /></button>
        <b className="num" role="status">{line.quantity}</b>
        <button type="button" aria-label={t('mall.more', { title })} onClick={() => onPut(line.quantity + 1)}><Plus size={18} aria-hidden /></button>
      </span>
    </div>
  );
}
