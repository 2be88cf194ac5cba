import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dayOf, proseDate } from '@/lib/dates';
import { EmptyState, Status } from '@/ui';
import { usePortal } from '../api';
import { count } from '../PointsCard';
import { ClientSwitch, Screen } from '../parts';
import type { OrderRow, Orders } from './api';
import { Picture } from './Picture';
import { useTitle } from './words';

/** What was redeemed, the newest first. */
export function Component() {
  const { t } = useTranslation('portal');
  const query = usePortal<Orders>('/portal/mall/orders');
  const heading = <div><Link to="/portal/mall" className="pw-switch"><ChevronLeft size={18} aria-hidden />{t('mall.title')}</Link><h1 className="pw-title m0">{t('mall.orders')}</h1><ClientSwitch /></div>;
  return (
    <Screen title={t('mall.orders')} query={query} heading={heading}>
      {({ items }) => items.length === 0
        ? <EmptyState title={t('mall.no_orders')} text={t('mall.no_orders_text')} />
        : <section className="pcard"><ul className="pw-list">{items.map((o) => <Row key={o.id} order={o} />)}</ul></section>}
    </Screen>
  );
}

function Row({ order }: { order: OrderRow }) {
  const { t, i18n } = useTranslation('portal');
  const title = useTitle();
  return (
    <li>
      <Link to={`/portal/orders/${order.id}`} className="pw-reward">
        <Picture id={order.picture_id} kind={order.kind} />
        <span className="grow min0"><span className="bal">{title(order)}{order.quantity > 1 && ` ×${order.quantity}`}</span><span className="s14 t3 dots"><Status state={`order.${order.state}`}>{t(`mall.state.${order.state}`)}</Status><span className="num">{proseDate(dayOf(order.created_at), i18n.language)}</span></span></span>
        <span className="num t2 nw">{t('mall.points', { points: count(order.points) })}</span>
      </Link>
    </li>
  );
}
