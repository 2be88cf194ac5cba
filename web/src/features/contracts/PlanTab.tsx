import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { figure, share, sumMoney, toFen, yuan } from '@/lib/money';
import { dayOf } from '@/lib/dates';
import { EmptyState, MoneyExact, MoneyFigure, Proportion } from '@/ui';
import type { Contract, Warning } from './api';
import { Axis } from './Axis';
import { percentOf } from './plan';
import { Concessions } from './Concessions';
import { PlanTable } from './PlanTable';

const PARTS = [['received', 'green'], ['deducted', 'violet'], ['overdue', 'red'], ['soon', 'amber'], ['later', 'grey'], ['retention', 'hatched']] as const;

/** The amount, how it stands, when it comes: the page's first tab. */
export function PlanTab({ contract }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  if (contract.instalments.length === 0) return <EmptyState title={t('no_plan.title')} text={t('no_plan.text')} ways={contract.status === 'draft' && contract.can.includes('update') ? [{ key: 'edit', title: t('no_plan.way'), to: `/contracts/${contract.id}/edit` }] : []} />;
  const plan = sumMoney(contract.instalments.map((r) => r.amount));
  return (
    <div className="cplan">
      <Headline contract={contract} />
      <Proportion
        label={t('bar')}
        parts={PARTS.filter(([key]) => key !== 'deducted' || contract.breakdown.deducted !== '0.00').map(([key, tone]) => ({
          key, tone, label: t(`part.${key}`), share: share(contract.breakdown[key], plan) ?? 0,
          value: <MoneyFigure value={contract.breakdown[key]} tone={key === 'overdue' && contract.breakdown.overdue !== '0.00' ? 'red' : undefined} />,
        }))}
      />
      {contract.figures.credit !== '0.00' && <p className="notice mt16">{t('credit_held')} <MoneyExact value={contract.figures.credit} /></p>}
      {contract.close_reason && <p className="notice mt16">{t(`closed.${contract.status}`, { reason: contract.close_reason })}</p>}
      <Axis rows={contract.instalments} today={contract.today} />
      <PlanTable contract={contract} />
      <Concessions contract={contract} />
      <div className="cplan-foot">
        <span>{contract.warnings.map((w) => <WarningLine key={w.code} warning={w} />)}</span>
        {contract.plan_version && (
          <span className="s12 t3">{t(contract.plan_version.reason ? 'plan_version_reason' : 'plan_version', { no: contract.plan_version.no, day: dayOf(contract.plan_version.created_at), who: contract.plan_version.created_by_name, reason: contract.plan_version.reason })}</span>
        )}
      </div>
    </div>
  );
}

function Headline({ contract }: { contract: Contract }) {
  const { t, i18n } = useTranslation('contracts');
  const big = figure(contract.amount, i18n.language);
  const late = contract.breakdown.overdue;
  const then = percentOf(sumMoney([contract.figures.received, late]), contract.amount);
  return (
    <div className="chead">
      <div>
        <div className="lbl">{t('amount_with_tax')}</div>
        <div className="big" title={`¥${yuan(contract.amount)}`}>{big.value}<small>{t(`unit.${big.unit}`)}</small></div>
        <div className="s12 t3 num">{t('tax_parts', { price: yuan(contract.price), tax: yuan(contract.tax) })}</div>
      </div>
      {contract.status !== 'draft' && (
        <div className="s13 t2 r">
          {t('received_share')} <b className="num t1">{percentOf(contract.figures.received, contract.amount) || 0}%</b>
          {toFen(late) > 0n && <div className="t3">{t('then_share', { share: then || 0 })}</div>}
        </div>
      )}
    </div>
  );
}

function WarningLine({ warning }: { warning: Warning }) {
  const { t } = useTranslation('contracts');
  return (
    <span className="row g6 s13 amber"><TriangleAlert size={14} aria-hidden />
      {warning.code === 'retention_high' ? t('warn.retention', { retained: yuan(warning.retained ?? '0'), limit: yuan(String(warning.limit)) }) : t('warn.defects', { count: warning.months ?? 0 })}
    </span>
  );
}
