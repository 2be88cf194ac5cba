import { Button } from 'antd';
import { ShoppingCart } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useClient, usePortal } from '@/features/portal/api';
import { ClientSwitch, Screen } from '@/features/portal/parts';
import { queryClient } from '@/lib/queryClient';
import { MoneyExact, toast } from '@/ui';
import { Picture } from './Picture';
import { named, number, photoOf, type Cart, type Offer, type Offers } from './window';
import './mall.css';

/** What the client's points can be redeemed for, and what stands in the way of the rest. */
export function Component() {
  const { t } = useTranslation('mall');
  const query = usePortal<Offers>('/portal/mall/rewards');
  const cart = usePortal<Cart>('/portal/mall/cart');
  return (
    <Screen title={t('title')} query={query} heading={<div><h1 className="pw-title">{t('title')}</h1><ClientSwitch /></div>}>
      {(offers) => (
        <>
          <section className="pcard row btw wrap g8">
            <span><span className="s14 t2">{t('portal.points')}</span> <b className="num s20">{number(offers.points)}</b></span>
            <span className="row g12"><Link to="/portal/orders" className="ml-tap">{t('portal.orders')}</Link><Link to="/portal/cart" className="ml-tap"><ShoppingCart size={18} strokeWidth={1.75} aria-hidden /> {t('portal.cart', { count: offers.in_cart })}</Link></span>
          </section>
          <section className="pcard">
            {offers.items.length === 0 ? <p className="t2">{t('portal.none')}</p> : <ul className="pw-list">{offers.items.map((one) => <Row key={one.id} one={one} held={cart.data?.items.find((l) => l.reward.id === one.id)?.quantity ?? 0} />)}</ul>}
          </section>
        </>
      )}
    </Screen>
  );
}

function Row({ one, held }: { one: Offer; held: number }) {
  const { t, i18n } = useTranslation('mall');
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const english = i18n.language.startsWith('en');
  const [why] = one.blocked;
  const title = named(one, i18n.language);
  const text = (english && one.text_en) || one.text;
  const add = async () => {
    if (!client || busy) return;
    setBusy(true);
    try {
      await api.put(`/portal/mall/cart/${one.id}`, { client: client.id, quantity: held + 1 });
      await queryClient.invalidateQueries({ queryKey: ['portal'] });
      toast(t('portal.added', { title }));
    } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); } finally { setBusy(false); }
  };
  return (
    <li className="ml-offer">
      <Picture id={one.picture_id} kind={one.kind} size={56} from={photoOf} />
      <span className="grow">
        <span className="bal">{title}</span>
        {text && <span className="s14 t2">{text}</span>}
        <span className="s14 t3 dots"><span className="num violet">{t('portal.n_points', { points: number(one.points) })}</span>{one.kind === 'voucher' && <span><MoneyExact value={one.value} /></span>}{one.left !== null && <span>{t('portal.left', { count: one.left })}</span>}{one.tier && <span>{t('portal.tier', { tier: english ? one.tier.en : one.tier.zh })}</span>}</span>
        {why && <span className="s14 amber">{why === 'points' ? t('portal.missing', { points: number(one.missing) }) : why === 'early' && one.begins_on ? t('portal.from', { day: one.begins_on }) : t(`why.${why}`)}</span>}
      </span>
      <Button className="pw-btn" disabled={one.blocked.length > 0} loading={busy} onClick={() => void add()} aria-label={t('portal.add_named', { title })}>{t('portal.add')}</Button>
    </li>
  );
}
