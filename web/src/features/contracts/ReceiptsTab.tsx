import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { Bone, confirm, DateText, ErrorState, MoneyExact, Status, toast } from '@/ui';
import { reverse, useReceipts, useRefresh, type Contract, type Receipt } from './api';

const stateOf = (r: Receipt) => (r.reverses_id ? 'reversal' : r.reversed_at ? 'reversed' : 'recorded');

/** What came in, with where each receipt's money stands. */
export function ReceiptsTab({ contract }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  const receipts = useReceipts(contract.id);
  const refresh = useRefresh();
  const mayReverse = contract.can.includes('reverse_receipt');
  if (receipts.isPending) return <Bone width="100%" height={160} />;
  if (receipts.isError) return <ErrorState title={t('receipts_failed')} problem={Problem.from(receipts.error)} onRetry={() => void receipts.refetch()} />;
  if (receipts.data.length === 0) return <p className="t3">{t('no_receipts.here')}</p>;
  const ask = (r: Receipt, amount: string) => confirm({
    title: t('reverse.title', { amount }), text: t('reverse.text'), verb: t('reverse.verb'), danger: true, reason: true,
    act: async (reason) => { await reverse(r.id, reason); await refresh(); toast(t('done.reversed', { amount })); },
  });
  return (
    <ul className="receipts">
      {receipts.data.map((r) => (
        <li key={r.id} className={stateOf(r)}>
          <span className="num day"><DateText value={r.received_on} /></span>
          <span className="num sum w6"><MoneyExact value={r.amount} /></span>
          <Status state={`receipt.${stateOf(r)}`} />
          <span className="grow s13 t2">
            {[r.payer, r.reference && t('reference_is', { reference: r.reference }), t('recorded_by', { who: r.recorded_by_name })].filter(Boolean).join(' · ')}
            {r.reason && <div>{t('reason_is', { reason: r.reason })}</div>}
            {r.allocations.length > 0 && <div className="parts">{r.allocations.map((a) => <span key={a.instalment_id ?? 'credit'}>{a.title ?? t('credit')} <MoneyExact value={a.amount} /></span>)}</div>}
          </span>
          {mayReverse && stateOf(r) === 'recorded' && <Button size="small" onClick={() => ask(r, `¥${r.amount.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}`)}>{t('reverse.act')}</Button>}
        </li>
      ))}
    </ul>
  );
}
