import { Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { usePhone } from '@/lib/useMedia';
import { Bars, DateText, ErrorState, Figures, Page, RecordSkeleton, Section } from '@/ui';
import { useStatistics, type Month, type Statistics as Data } from './api';
import { count } from './Points';
import './loyalty.css';

const SPANS = [6, 12, 24];

/** What the programme gives by month and what is owed in points. No client is named here: finance sees this and no more. */
export function Component() {
  const { t } = useTranslation('loyalty');
  const [months, setMonths] = useState(12);
  const phone = usePhone();
  const query = useStatistics(months);
  const actions = <Segmented value={months} onChange={setMonths} options={SPANS.map((n) => ({ value: n, label: t('last_months', { count: n }) }))} />;
  return (
    <Page title={t('statistics')} actions={phone ? undefined : actions}>
      <div className="pad">
        {phone && <div className="mb16">{actions}</div>}
        {query.isPending && <RecordSkeleton />}
        {query.isError && <ErrorState title={t('failed_statistics')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />}
        {query.data && <Shown data={query.data} />}
      </div>
    </Page>
  );
}

function total(months: Month[], key: 'given' | 'taken' | 'reversed' | 'net'): number {
  return months.reduce((sum, m) => sum + m[key], 0);
}

function Shown({ data }: { data: Data }) {
  const { t } = useTranslation('loyalty');
  const newest = [...data.months].reverse();
  return (
    <div className="col g24">
      <Figures items={[
        { key: 'outstanding', label: t('stat.outstanding'), value: count(data.outstanding), note: t('stat.accounts', { count: data.accounts }) },
        { key: 'given', label: t('stat.given'), value: count(total(data.months, 'given')) },
        { key: 'taken', label: t('stat.taken'), value: count(total(data.months, 'taken')) },
        { key: 'reversed', label: t('stat.reversed'), value: count(total(data.months, 'reversed')) },
        { key: 'debt', label: t('stat.debt'), value: count(data.debt), note: t('stat.debtors', { count: data.accounts_in_debt }) },
      ]} />
      <div className="points-stats">
        <Section title={t('stat.by_month')} note={t('stat.net_note')}>
          <Bars label={t('stat.by_month')} items={newest.map((m) => ({ key: m.month, label: m.month, size: Math.max(0, m.net), value: count(m.net) }))} />
        </Section>
        <Section title={t('stat.table')} note={<>{t('stat.as_of')} <DateText value={data.as_of} as="stamp" /></>}>
          <MonthTable months={newest} />
        </Section>
      </div>
    </div>
  );
}

function MonthTable({ months }: { months: Month[] }) {
  const { t } = useTranslation('loyalty');
  const keys = ['given', 'taken', 'reversed', 'net'] as const;
  return (
    <table className="points-months">
      <thead><tr><th scope="col">{t('stat.month')}</th>{keys.map((k) => <th key={k} scope="col">{t(`stat.${k}`)}</th>)}</tr></thead>
      <tbody>
        {months.map((m) => <tr key={m.month}><td className="num">{m.month}</td>{keys.map((k) => <td key={k} className={`num ${k === 'net' ? 'w6' : ''}`}>{count(m[k])}</td>)}</tr>)}
      </tbody>
    </table>
  );
}
