import { useTranslation } from 'react-i18next';
import { DataTable, DateText, EmptyState, type Column } from '@/ui';
import { REWARD, type StockRow } from './api';

const signed = (n: number) => <span className="num">{n > 0 ? `+${n.toLocaleString('en-US')}` : n.toLocaleString('en-US').replace('-', '−')}</span>;

/** Every change of stock: of one reward inside its page, or of all. */
export function StockTable({ reward }: { reward?: string }) {
  const { t } = useTranslation('mall');
  const columns: Column<StockRow>[] = [
    ...(reward ? [] : [{ key: 'reward', title: t('col.reward'), width: 240 } satisfies Column<StockRow>]),
    { key: 'kind', title: t('col.move'), width: 110, type: 'choice' },
    { key: 'quantity', title: t('col.quantity'), width: 84, align: 'right', render: (m) => signed(m.quantity) },
    { key: 'left_after', title: t('col.left_after'), width: 92, type: 'number' },
    { key: 'order', title: t('col.number'), width: 132, render: (m) => (m.order ? <span className="num">{m.order}</span> : <span className="t3">—</span>) },
    { key: 'reason', title: t('col.reason'), width: 240, grow: true },
    { key: 'actor_name', title: t('col.by'), width: 110, type: 'person' },
    { key: 'at', title: t('col.when'), width: 150, sort: true, render: (m) => <DateText value={m.at} as="stamp" /> },
  ];
  return (
    <DataTable<StockRow>
      list="mall-stock" path="/mall/stock" resource={REWARD} noun={t('stock_noun')} counter={t('order_counter')} columns={columns} defaultSort="-id" embedded={Boolean(reward)}
      scope={reward ? [`reward:in:${reward}`] : undefined} rowLink={(m) => (m.order_id ? `/mall/orders/${m.order_id}` : `/mall/rewards/${m.reward_id}`)} rowLabel={(m) => m.reward}
      phoneRow={(m) => ({ title: m.reward, line: m.order ?? m.reason, figure: signed(m.quantity) })} sums={[{ key: 'quantity', label: t('sum.quantity') }]}
      empty={reward ? <p className="t3">{t('no_moves')}</p> : <EmptyState title={t('no_moves')} text={t('stock_empty')} />}
    />
  );
}
