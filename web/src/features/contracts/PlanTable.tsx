import { useTranslation } from 'react-i18next';
import { daysBetween } from '@/lib/dates';
import { compareMoney, sumMoney, yuan } from '@/lib/money';
import { usePhone } from '@/lib/useMedia';
import { Money, MoneyFigure } from '@/ui';
import type { Contract, Instalment } from './api';
import { Judged } from './Judged';
import { percentOf } from './plan';
import { DueDate, InstalmentState } from './State';

const zero = (amount: string) => compareMoney(amount, '0') === 0;

/** 合同生效后, 里程碑, 验收后 60 天: what the instalment waits for. */
export function useCondition() {
  const { t } = useTranslation('contracts');
  return (r: Pick<Instalment, 'due_kind' | 'days_after' | 'due_cause'>) => {
    const days = r.days_after > 0 ? t('condition.days', { count: r.days_after }) : '';
    const words = r.due_kind === 'date' ? t('condition.date') : t(`condition.${r.due_kind}`, { days });
    return r.due_cause ? `${words}：${r.due_cause}` : words;
  };
}

export function PlanTable({ contract }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  const { t: shared } = useTranslation();
  const phone = usePhone();
  const condition = useCondition();
  const rows = contract.instalments;
  const unit = <span className="unit"> {shared('money.unit')}</span>;
  const total = sumMoney(rows.map((r) => r.amount));
  const same = compareMoney(total, contract.amount) === 0;
  const sumWord = t(same ? 'sum_same' : 'sum_differs');
  if (phone) return <PhonePlan rows={rows} word={sumWord} total={total} />;
  return (
    <div className="plan-scroll">
      <table className="grid plan">
        <colgroup>{[116, 0, 76, 104, 104, 104, 148, 136, 176].map((w, i) => <col key={i} style={w ? { width: w } : undefined} />)}</colgroup>
        <thead>
          <tr>
            <th>{t('col.instalment')}</th><th>{t('col.condition')}</th><th className="r">{t('col.percent')}</th><th className="r">{t('col.due_amount')}{unit}</th><th className="r">{t('col.received')}{unit}</th>
            <th className="r">{t('col.owed')}{unit}</th><th className="r">{t('col.due_on')}</th><th>{t('col.arrived')}</th><th>{t('col.status')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((r) => (
            <tr key={r.id}>
              <td title={r.title}>{r.title}<Judged by={r.criteria} /></td><td className="t2" title={condition(r)}>{condition(r)}{!zero(r.deducted) && <span className="s12 violet near">{t('concessions.row', { amount: `¥${yuan(r.deducted)}` })}</span>}</td><td className="r num t2">{percentOf(r.amount, contract.amount) || '—'}{percentOf(r.amount, contract.amount) && '%'}</td>
              <td className="r"><Money value={r.amount} /></td>
              <td className="r">{zero(r.received) ? <span className="t3">—</span> : <Money value={r.received} />}</td>
              <td className="r">{zero(r.owed) ? <span className="t3">—</span> : <Money value={r.owed} tone={r.state === 'overdue' ? 'red' : undefined} />}</td>
              <td className="r"><DueDate row={r} /></td><td><Arrived row={r} /></td><td><InstalmentState row={r} /></td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={2} className={same ? 't2' : 'amber'}>{sumWord}</td><td className="r num">{same ? '100%' : ''}</td><td className="r"><Money value={total} tone="w6" /></td>
            <td className="r"><Money value={sumMoney(rows.map((r) => r.received))} tone="w6" zero /></td><td className="r"><Money value={sumMoney(rows.map((r) => r.owed))} tone="w6" zero /></td><td colSpan={3} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** When the last of it came, and how that was against the date. */
function Arrived({ row }: { row: Instalment }) {
  const { t } = useTranslation('contracts');
  if (!row.last_received_on) return <span className="t3">—</span>;
  const late = row.due_on ? daysBetween(row.due_on, row.last_received_on) : 0;
  const word = row.state !== 'paid' ? t('arrived.part') : !row.due_on ? '' : late > 0 ? t('arrived.late', { count: late }) : late < 0 ? t('arrived.early', { count: -late }) : t('arrived.on_time');
  return <span className="num t2" title={row.last_received_on}>{row.last_received_on.slice(5)}<span className="s12 t3 near">{word}</span></span>;
}

function PhonePlan({ rows, word, total }: { rows: readonly Instalment[]; word: string; total: string }) {
  const condition = useCondition();
  return (
    <ul className="plan-phone">
      {rows.map((r) => (
        <li key={r.id}>
          <div className="row btw g8"><b className="el">{r.title}</b><MoneyFigure value={r.amount} /></div>
          <div className="row btw g8 s13"><span className="t2 el">{condition(r)}</span><DueDate row={r} /></div>
          <div className="row btw g8 s13"><InstalmentState row={r} /><Judged by={r.criteria} />{!zero(r.owed) && !zero(r.received) && <MoneyFigure value={r.owed} tone={r.state === 'overdue' ? 'red' : 't2'} />}</div>
        </li>
      ))}
      <li className="row btw"><span className="t2">{word}</span><MoneyFigure value={total} tone="w6" /></li>
    </ul>
  );
}
