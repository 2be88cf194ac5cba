import { Button } from 'antd';
import { CircleCheck, CircleX, Clock3, PackageCheck, Truck, Undo2, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useCan } from '@/app/session';
import { DateText, Details, MoneyExact, RecordGate, RecordPage, Section, StatusPill, Timeline } from '@/ui';
import { ORDER, REWARD, useOrder, type Order } from './api';
import { CodesShown, OrderDialog, type Act } from './orderDialogs';
import './mall.css';

const ICONS: Record<Order['state'], LucideIcon> = { waiting: Clock3, ordered: Clock3, sent: Truck, fulfilled: PackageCheck, refused: CircleX, cancelled: CircleX, returned: Undo2 };
const ACTS: { act: Act; danger?: boolean }[] = [{ act: 'send' }, { act: 'fulfil' }, { act: 'cancel', danger: true }, { act: 'take_back', danger: true }];

/** An order: what it is, where it stands, what it did. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('mall');
  const found = useOrder(id);
  return <RecordGate query={found} title={t('tab.orders')} failed={t('failed_order')} back={{ to: '/mall/orders', label: t('tab.orders') }}>{(one) => <Record order={one} />}</RecordGate>;
}

function Record({ order }: { order: Order }) {
  const { t, i18n } = useTranslation('mall');
  const [open, setOpen] = useState<Act | 'reveal' | null>(null);
  const acts = ACTS.filter(({ act }) => order.can.includes(act));
  const [first, ...rest] = acts;
  const plain = first && !first.danger;
  const more = [
    ...(plain ? rest : acts).map(({ act, danger }) => ({ key: act, label: t(`act.${act}`), danger, onClick: () => setOpen(act) })),
    ...(order.can.includes('reveal') ? [{ key: 'reveal', label: t('act.reveal'), onClick: () => setOpen('reveal') }] : []),
  ];
  const title = (i18n.language.startsWith('en') && order.title_en) || order.title;
  return (
    <>
      <RecordPage
        resource={ORDER} id={order.id} title={`${title}${order.quantity > 1 ? ` ×${order.quantity}` : ''}`} back={{ to: '/mall/orders', label: t('tab.orders') }} link={(to) => `/mall/orders/${to}`} tags={[order.number]}
        status={<StatusPill state={`order.${order.state}`}>{order.kind === 'goods' && order.state === 'fulfilled' ? t('delivered') : undefined}</StatusPill>}
        meta={[<Link key="client" to={`/clients/${order.client_id}?tab=mall`}>{order.client}</Link>, t(`kind.${order.kind}`), order.ordered_by_name]} more={more}
        actions={plain && <Button type="primary" onClick={() => setOpen(first.act)}>{t(`act.${first.act}`)}</Button>}
        facts={[
          { label: t('col.points'), value: <span className="num">{order.points.toLocaleString('en-US')}</span> }, { label: t('col.quantity'), value: <span className="num">{order.quantity}</span> },
          { label: t('col.created_at'), value: <DateText value={order.created_at} as="stamp" /> }, { label: t('col.fulfilled_at'), value: order.fulfilled_at ? <DateText value={order.fulfilled_at} as="stamp" /> : '—' },
        ]}
        tabs={[{ key: 'about', label: t('about_order'), content: <About order={order} /> }]}
      />
      {open === 'reveal' && <CodesShown order={order} onClose={() => setOpen(null)} />}
      {open && open !== 'reveal' && <OrderDialog order={order} act={open} onClose={() => setOpen(null)} />}
    </>
  );
}

function About({ order }: { order: Order }) {
  const { t } = useTranslation('mall');
  const rewards = useCan(REWARD);
  const text = (label: string, value: string | null) => (value ? [{ label: t(label), value }] : []);
  return (
    <>
      <Section title={t('what')}>
        <Details
          items={[
            ...(rewards ? [{ label: t('col.reward'), value: <Link className="inline-link" to={`/mall/rewards/${order.reward_id}`}>{order.title}</Link> }] : []),
            ...(order.kind === 'voucher' ? [{ label: t('deducts'), value: <MoneyExact value={order.value} /> }] : []),
            ...(order.contract_id ? [{ label: t('contract'), value: <Link className="inline-link" to={`/contracts/${order.contract_id}`}>{order.contract}</Link> }] : []),
            ...text('instalment', order.instalment), ...(order.kind === 'warranty' ? [{ label: t('longer'), value: t('n_months', { count: order.months }) }] : []),
            ...(order.begins_on && order.ends_on ? [{ label: t('lasts'), value: <><DateText value={order.begins_on} /> — <DateText value={order.ends_on} /></> }] : []),
            ...text('attendee', order.attendee), ...text('recipient', order.recipient), ...text('phone', order.phone), ...text('address', order.address), ...text('wish', order.wish),
            ...text('carrier', order.carrier), ...text('col.tracking', order.tracking), ...text('note', order.note),
            ...(order.codes ? [{ label: t('codes.given'), value: order.codes.shown_at ? <>{t('codes.shown', { count: order.codes.count })} <DateText value={order.codes.shown_at} as="stamp" /></> : t('codes.unseen', { count: order.codes.count }) }] : []),
          ]}
        />
      </Section>
      <Section title={t('steps')}>
        <Timeline items={[...order.steps].reverse().map((s, i) => ({ id: String(i), at: s.at, icon: ICONS[s.state] ?? CircleCheck, title: <><b>{s.by_name}</b> {order.kind === 'goods' && s.state === 'fulfilled' ? t('delivered') : t(`step.${s.state}`)}</>, text: s.note || undefined }))} />
      </Section>
    </>
  );
}
