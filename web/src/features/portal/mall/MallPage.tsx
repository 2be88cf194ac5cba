import { Button, Modal } from 'antd';
import { ChevronLeft, PackageCheck, ShoppingCart } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Problem } from '@/api/problem';
import { proseDate } from '@/lib/dates';
import { EmptyState, toast } from '@/ui';
import { useClient, usePortal } from '../api';
import { count } from '../PointsCard';
import { ClientSwitch, Screen } from '../parts';
import { putInCart, type Reward, type Rewards } from './api';
import { Picture } from './Picture';
import { useTitle, useWhyNot } from './words';

/** What points can be redeemed for, each with what stands in the way. */
export function Component() {
  const { t } = useTranslation('portal');
  const query = usePortal<Rewards>('/portal/mall/rewards');
  const heading = <div><Link to="/portal/points" className="pw-switch"><ChevronLeft size={18} aria-hidden />{t('points')}</Link><h1 className="pw-title m0">{t('mall.title')}</h1><ClientSwitch /></div>;
  return <Screen title={t('mall.title')} query={query} heading={heading}>{(found) => <Shelf found={found} />}</Screen>;
}

function Shelf({ found }: { found: Rewards }) {
  const { t } = useTranslation('portal');
  const [open, setOpen] = useState<Reward | null>(null);
  return (
    <>
      <section className="pcard">
        <div className="row btw g12"><span><span className="s14 t2">{t('balance')}</span> <b className="num s20">{count(found.points)}</b></span></div>
        <div className="pw-acts">
          <Link to="/portal/mall/cart" className="pw-act"><ShoppingCart size={18} strokeWidth={1.75} aria-hidden />{found.in_cart > 0 ? t('mall.cart_n', { n: found.in_cart }) : t('mall.cart')}</Link>
          <Link to="/portal/orders" className="pw-act"><PackageCheck size={18} strokeWidth={1.75} aria-hidden />{t('mall.orders')}</Link>
        </div>
      </section>
      {found.items.length === 0
        ? <EmptyState title={t('mall.empty')} text={t('mall.empty_text')} />
        : <section className="pcard"><ul className="pw-list">{found.items.map((r) => <Row key={r.id} reward={r} onOpen={() => setOpen(r)} />)}</ul></section>}
      {open && <RewardSheet reward={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function Row({ reward, onOpen }: { reward: Reward; onOpen: () => void }) {
  const { t } = useTranslation('portal');
  const title = useTitle();
  const why = useWhyNot()(reward);
  return (
    <li>
      <button type="button" className="pw-reward" onClick={onOpen}>
        <Picture id={reward.picture_id} kind={reward.kind} />
        <span className="grow min0"><span className="bal">{title(reward)}</span><span className="s14 t3">{why || (reward.left !== null ? t('mall.left', { count: reward.left }) : t(`mall.kind.${reward.kind}`))}</span></span>
        <span className={`num nw ${why ? 't3' : 'violet w6'}`}>{t('mall.points', { points: count(reward.points) })}</span>
      </button>
    </li>
  );
}

/** One reward whole, and the way into the cart. */
function RewardSheet({ reward, onClose }: { reward: Reward; onClose: () => void }) {
  const { t, i18n } = useTranslation('portal');
  const client = useClient();
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const title = useTitle()(reward);
  const why = useWhyNot()(reward);
  const text = (i18n.language.startsWith('en') && reward.text_en) || reward.text;
  const take = async () => {
    setBusy(true);
    try {
      await putInCart(client?.id ?? '', reward.id, 1);
      void navigate('/portal/mall/cart');
    } catch (error) {
      toast({ text: Problem.from(error).message, tone: 'bad' });
      setBusy(false);
    }
  };
  return (
    <Modal open title={title} onCancel={onClose} footer={<Button type="primary" block className="pw-btn" loading={busy} disabled={Boolean(why)} onClick={() => void take()}>{why || t('mall.take', { points: count(reward.points) })}</Button>}>
      <div className="row g16">
        <Picture id={reward.picture_id} kind={reward.kind} />
        <span><b className="num violet s20">{t('mall.points', { points: count(reward.points) })}</b><span className="s14 t3 pw-row">{t(`mall.kind.${reward.kind}`)}</span></span>
      </div>
      {text && <p className="pw-text mt12">{text}</p>}
      <ul className="s14 t2 mt12">
        {reward.left !== null && <li>{t('mall.left', { count: reward.left })}</li>}
        {reward.per_client !== null && <li>{t('mall.limit', { most: reward.per_client, period: t(`mall.period.${reward.period}`), had: reward.had })}</li>}
        {reward.tier && <li>{t('mall.for_tier', { tier: (i18n.language.startsWith('en') && reward.tier.en) || reward.tier.zh })}</li>}
        {reward.ends_on && <li>{t('mall.until', { day: proseDate(reward.ends_on, i18n.language) })}</li>}
      </ul>
    </Modal>
  );
}
