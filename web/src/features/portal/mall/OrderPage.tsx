import { Button } from 'antd';
import { ChevronLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { proseDate, stampOf } from '@/lib/dates';
import { yuan } from '@/lib/money';
import { queryClient } from '@/lib/queryClient';
import { confirm, Status, toast } from '@/ui';
import { usePortal } from '../api';
import { count } from '../PointsCard';
import { Screen } from '../parts';
import type { Order } from './api';
import { useTitle } from './words';

/** One order: where it stands, what it brought, and what its client may do. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('portal');
  const query = usePortal<Order>(`/portal/mall/orders/${id}`, false);
  const title = useTitle();
  const name = query.data ? title(query.data) : t('mall.orders');
  const heading = <div><Link to="/portal/orders" className="pw-switch"><ChevronLeft size={18} aria-hidden />{t('mall.orders')}</Link><h1 className="pw-title m0">{name}</h1></div>;
  return <Screen title={name} query={query} heading={heading}>{(order) => <Page order={order} />}</Screen>;
}

function Page({ order }: { order: Order }) {
  const { t, i18n } = useTranslation('portal');
  const days = order.begins_on && order.ends_on ? `${proseDate(order.begins_on, i18n.language)} — ${proseDate(order.ends_on, i18n.language)}` : '';
  const facts: [string, string][] = [
    [t('mall.number'), order.number], [t('mall.quantity'), String(order.quantity)], [t('mall.paid'), count(order.points)], [t('mall.days'), days],
    [t('mall.off'), order.kind === 'voucher' ? `¥${yuan(order.value)}` : ''], [t('mall.wish.instalment_id'), order.instalment ?? ''], [t('mall.wish.contract_id'), order.contract ?? ''],
    [t('mall.wish.attendee'), order.attendee], [t('mall.wish.recipient'), order.recipient], [t('mall.wish.phone'), order.phone], [t('mall.wish.address'), order.address],
    [t('mall.parcel'), [order.carrier, order.tracking].filter(Boolean).join(' ')],
  ];
  return (
    <>
      <section className="pcard">
        <Status state={`order.${order.state}`}>{t(`mall.state.${order.state}`)}</Status>
        <dl className="pw-facts mt8">{facts.filter(([, value]) => value).map(([label, value]) => <div key={label}><dt>{label}</dt><dd className="num">{value}</dd></div>)}</dl>
        {order.note && <p className="t2 mt8 pw-text">{order.note}</p>}
        <Acts order={order} />
      </section>
      {order.codes && order.state === 'fulfilled' && <Codes order={order} />}
      <section className="pcard">
        <h2 className="pw-h">{t('mall.steps')}</h2>
        <ul className="pw-list">{order.steps.map((s) => <li key={`${s.at}-${s.state}`}><span className="grow"><span>{t(`mall.state.${s.state}`)}</span>{s.note && <span className="s14 t3">{s.note}</span>}</span><span className="s14 t3 num">{stampOf(s.at)}</span></li>)}</ul>
      </section>
    </>
  );
}

function Acts({ order }: { order: Order }) {
  const { t } = useTranslation('portal');
  const act = async (what: 'cancel' | 'received') => {
    await api.post(`/portal/mall/orders/${order.id}/${what}`, {});
    await queryClient.invalidateQueries({ queryKey: ['portal'] });
  };
  const receive = async () => { try { await act('received'); } catch (error) { toast({ text: Problem.from(error).message, tone: 'bad' }); } };
  if (!order.can.includes('cancel') && !order.can.includes('receive')) return null;
  return (
    <div className="pw-acts">
      {order.can.includes('cancel') && <Button className="pw-btn" onClick={() => confirm({ title: t('mall.cancel_title'), text: t('mall.cancel_text', { points: count(order.points) }), verb: t('mall.cancel'), act: () => act('cancel') })}>{t('mall.cancel')}</Button>}
      {order.can.includes('receive') && <Button type="primary" className="pw-btn" onClick={() => void receive()}>{t('mall.received')}</Button>}
    </div>
  );
}

/** Partners' codes are shown once: he is told before. */
function Codes({ order }: { order: Order }) {
  const { t } = useTranslation('portal');
  const [shown, setShown] = useState<string[] | null>(null);
  const show = () => confirm({
    title: t('mall.codes_title'), text: t('mall.codes_text'), verb: t('mall.codes_show'),
    act: async () => { setShown((await api.post<Schema<'CodesShown'>>(`/portal/mall/orders/${order.id}/codes`, {})).codes); },
  });
  return (
    <section className="pcard">
      <h2 className="pw-h">{t('mall.codes')}</h2>
      {shown ? <ul className="mt8">{shown.map((code) => <li key={code} className="pw-code num">{code}</li>)}</ul>
        : order.codes?.shown_at ? <p className="t2 mt8">{t('mall.codes_were', { at: stampOf(order.codes.shown_at) })}</p>
          : <Button block className="pw-btn mt8" onClick={show}>{t('mall.codes_show')}</Button>}
    </section>
  );
}
