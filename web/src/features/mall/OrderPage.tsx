import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { usePortal } from '@/features/portal/api';
import { Screen } from '@/features/portal/parts';
import { queryClient } from '@/lib/queryClient';
import { confirm, copyText, DateText, MoneyExact, StatusPill, toast } from '@/ui';
import { named, number, type Order } from './window';
import './mall.css';

/** One order: where it stands, what it is, and what its client may still do. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('mall');
  const query = usePortal<Order>(`/portal/mall/orders/${id}`, false);
  return <Screen title={t('about_order')} query={query} heading={<h1 className="pw-title">{t('about_order')}</h1>}>{(order) => <One order={order} />}</Screen>;
}

const fresh = () => queryClient.invalidateQueries({ queryKey: ['portal'] });

function One({ order }: { order: Order }) {
  const { t, i18n } = useTranslation('mall');
  const [busy, setBusy] = useState(false);
  const delivered = (state: Order['state']) => order.kind === 'goods' && state === 'fulfilled';
  const received = async () => {
    setBusy(true);
    try { await api.post(`/portal/mall/orders/${order.id}/received`); await fresh(); toast(t('portal.thanks')); } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); } finally { setBusy(false); }
  };
  const cancel = () => confirm({ title: t('portal.cancel_title', { title: named(order, i18n.language) }), text: t('portal.cancel_text', { points: number(order.points) }), verb: t('act.cancel'), danger: true, act: async () => { await api.post(`/portal/mall/orders/${order.id}/cancel`); await fresh(); } });
  const facts: [string, React.ReactNode][] = [
    [t('col.number'), <span key="n" className="num">{order.number}</span>], [t('col.points'), <span key="p" className="num">{number(order.points)}</span>],
    ...(order.kind === 'voucher' ? [[t('deducts'), <MoneyExact key="v" value={order.value} />] as [string, React.ReactNode]] : []),
    ...([['contract', order.contract], ['instalment', order.instalment], ['attendee', order.attendee], ['recipient', order.recipient], ['phone', order.phone], ['address', order.address], ['carrier', order.carrier], ['col.tracking', order.tracking], ['note', order.note]] as const).flatMap(([key, value]) => (value ? [[t(key), value] as [string, React.ReactNode]] : [])),
    ...(order.begins_on && order.ends_on ? [[t('lasts'), <span key="d" className="num">{order.begins_on} — {order.ends_on}</span>] as [string, React.ReactNode]] : []),
  ];
  return (
    <>
      <section className="pcard">
        <div className="row btw wrap g8 mb8"><h2 className="pw-h">{named(order, i18n.language)}{order.quantity > 1 && ` ×${order.quantity}`}</h2><StatusPill state={`order.${order.state}`}>{delivered(order.state) ? t('delivered') : undefined}</StatusPill></div>
        <dl className="pw-me">{facts.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
        {order.codes && <Codes order={order} />}
        {order.can.includes('receive') && <Button block type="primary" className="pw-btn" loading={busy} onClick={() => void received()}>{t('portal.received')}</Button>}
        {order.can.includes('cancel') && <Button block className="pw-btn" onClick={cancel}>{t('act.cancel')}</Button>}
      </section>
      <section className="pcard">
        <h2 className="pw-h mb8">{t('steps')}</h2>
        <ul className="pw-list">{[...order.steps].reverse().map((s) => <li key={s.at}><span className="grow"><span className="bal">{delivered(s.state) ? t('delivered') : t(`step.${s.state}`)}</span>{s.note && <span className="s14 t2">{s.note}</span>}</span><span className="s14 t3 num"><DateText value={s.at} as="stamp" /></span></li>)}</ul>
      </section>
      <p className="tc s14"><Link to="/portal/orders" className="inline-link">{t('portal.orders')}</Link></p>
    </>
  );
}

/** Shown once: whoever asks for them is told so before. */
function Codes({ order }: { order: Order }) {
  const { t } = useTranslation('mall');
  const [codes, setCodes] = useState<string[] | null>(null);
  if (codes) return <><ul className="ml-codes mt12">{codes.map((code) => <li key={code} className="row btw g8"><span>{code}</span><Button onClick={() => copyText(code, t('portal.copied'), t('portal.once'))}>{t('portal.copy')}</Button></li>)}</ul><p className="s14 amber mb8">{t('portal.once')}</p></>;
  if (order.codes?.shown_at) return <p className="s14 t3 mt8 mb8">{t('portal.was_shown')} <DateText value={order.codes.shown_at} as="stamp" /></p>;
  const show = () => confirm({ title: t('portal.show_title'), text: t('portal.once'), verb: t('portal.show'), act: async () => { setCodes((await api.post<Schema<'CodesShown'>>(`/portal/mall/orders/${order.id}/codes`)).codes); } });
  return <Button block type="primary" className="pw-btn" onClick={show}>{t('portal.show')}</Button>;
}
