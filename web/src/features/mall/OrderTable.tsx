import { PackageCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useCan } from '@/app/session';
import { idsOf, inChunks } from '@/lib/bulk';
import { DataTable, DateText, EmptyState, Status, toast, type Column, type Selection } from '@/ui';
import { ORDER, useRefresh, type OrderRow } from './api';

/** Orders: all that one sees, or those of a client or a reward inside its page. */
export function OrderTable({ scope, of }: { scope?: string[]; of?: 'client' | 'reward' }) {
  const { t, i18n } = useTranslation('mall');
  const refresh = useRefresh();
  const may = useCan(ORDER, 'fulfil');
  const title = (o: OrderRow) => (i18n.language.startsWith('en') && o.title_en) || o.title;
  const columns: Column<OrderRow>[] = [
    { key: 'number', title: t('col.number'), width: 136, sort: true, render: (o) => <span className="num">{o.number}</span> },
    ...(of === 'client' ? [] : [{ key: 'client', title: t('col.client'), width: 200, sort: true } satisfies Column<OrderRow>]),
    ...(of === 'reward' ? [] : [{ key: 'title', title: t('col.reward'), width: 190, grow: true, render: title } satisfies Column<OrderRow>]),
    { key: 'kind', title: t('col.kind'), width: 112, type: 'choice' },
    { key: 'quantity', title: t('col.quantity'), width: 68, type: 'number' },
    { key: 'points', title: t('col.points'), width: 92, type: 'number', sort: true },
    { key: 'state', title: t('col.state'), width: 104, sort: true, render: (o) => <Status state={`order.${o.state}`} /> },
    { key: 'ordered_by', title: t('col.ordered_by'), width: 100, type: 'person' },
    { key: 'created_at', title: t('col.created_at'), width: 100, type: 'ago', sort: true },
    { key: 'fulfilled_at', title: t('col.fulfilled_at'), width: 100, type: 'ago', sort: true, hidden: true },
    { key: 'tracking', title: t('col.tracking'), width: 140, hidden: true },
  ];
  const fulfil = async (chosen: Selection) => {
    const ids = await idsOf('/mall/orders', chosen);
    const { done, refused } = await inChunks(ids, (some) => api.post<Schema<'Many'>>('/mall/orders/fulfil', { ids: some }));
    await refresh();
    toast({ text: t(refused.length ? 'bulk.some' : 'bulk.done', { count: done.length, refused: refused.length }), tone: done.length ? undefined : 'bad' });
  };
  return (
    <DataTable<OrderRow>
      list="mall-orders" path="/mall/orders" resource={ORDER} noun={t('order_noun')} counter={t('order_counter')} columns={columns} defaultSort="-created_at" searchPlaceholder={t('search_orders')}
      embedded={Boolean(of)} scope={scope} rowLink={(o) => `/mall/orders/${o.id}`} rowLabel={(o) => `${o.number} ${o.title}`}
      phoneRow={(o) => ({ title: of === 'client' ? title(o) : o.client, line: of === 'client' ? <DateText value={o.created_at} as="ago" /> : title(o), state: <Status state={`order.${o.state}`} />, figure: <span className="num">{o.points.toLocaleString('en-US')}</span> })}
      views={of ? undefined : [
        { key: 'waiting', name: t('view.waiting'), query: 'filter=state:in:waiting' }, { key: 'ordered', name: t('view.ordered'), query: 'filter=state:in:ordered' },
        { key: 'sent', name: t('view.sent'), query: 'filter=state:in:sent' }, { key: 'back', name: t('view.back'), query: 'filter=state:in:returned,cancelled,refused' },
      ]}
      sums={[{ key: 'points', label: t('sum.points') }]}
      bulk={may && !of ? [{ key: 'fulfil', label: t('act.fulfil'), icon: PackageCheck, run: fulfil }] : undefined}
      empty={of ? <p className="t3">{t('no_orders')}</p> : <EmptyState title={t('orders_empty.title')} text={t('orders_empty.text')} ways={[{ key: 'rewards', title: t('orders_empty.way'), to: '/mall/rewards' }]} />}
    />
  );
}
