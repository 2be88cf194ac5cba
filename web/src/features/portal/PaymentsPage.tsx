import { ChevronLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { toFen } from '@/lib/money';
import { proseDate } from '@/lib/dates';
import { MoneyExact, Status } from '@/ui';
import { usePortal, type Contract, type Instalment, type Payments } from './api';
import { DueCard } from './DueCard';
import { Screen } from './parts';

export function Component() {
  const { t } = useTranslation('portal');
  const query = usePortal<Payments>('/portal/payments');
  const heading = <div><Link to="/portal" className="pw-switch"><ChevronLeft size={18} aria-hidden />{t('home')}</Link><h1 className="pw-title m0">{t('payments')}</h1></div>;
  return (
    <Screen title={t('payments')} query={query} heading={heading}>
      {(p) => <>{p.contracts.length > 0 && <DueCard due={p} detail={false} />}{p.contracts.map((c) => <Plan key={c.id} contract={c} />)}{p.contracts.length === 0 && <section className="pcard t2">{t('no_contracts')}</section>}</>}
    </Screen>
  );
}

function Plan({ contract }: { contract: Contract }) {
  const { t } = useTranslation('portal');
  return (
    <section className="pcard">
      <h2 className="pw-h">{contract.title}</h2>
      <p className="s14 t3 num">{contract.number}</p>
      <dl className="pw-facts mt8">
        <div><dt>{t('contract_amount')}</dt><dd><MoneyExact value={contract.amount} /></dd></div>
        <div><dt>{t('paid')}</dt><dd><MoneyExact value={contract.received} /></dd></div>
        {toFen(contract.credit) > 0n && <div><dt>{t('credit')}</dt><dd><MoneyExact value={contract.credit} /></dd></div>}
      </dl>
      <ul className="pw-list mt8">{contract.instalments.map((i) => <Row key={i.id} row={i} />)}</ul>
    </section>
  );
}

function Row({ row }: { row: Instalment }) {
  const { t, i18n } = useTranslation('portal');
  const part = toFen(row.received) > 0n && row.state !== 'paid';
  const on = row.due_on ? proseDate(row.due_on, i18n.language) : '';
  const words = row.state === 'paid' ? t('state.paid')
    : row.state === 'overdue' ? t('overdue_days', { count: row.days ?? 0 })
      : row.due_on ? t('due_on', { on }) : t(`waits.${row.due_kind}`, { count: row.days_after });
  return (
    <li>
      <span className="grow"><span>{row.title}</span><span className="s14"><Status state={`instalment.${row.state}`}>{words}</Status></span></span>
      <span className="r"><MoneyExact value={part ? row.owed : row.amount} />{part && <span className="s14 t3" style={{ display: 'block' }}>{t('part_paid')} <MoneyExact value={row.received} /></span>}</span>
    </li>
  );
}
