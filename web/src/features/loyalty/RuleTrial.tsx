import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Bars, Figures, MoneyExact, Section } from '@/ui';
import type { Rule } from './keeping';
import { count } from './Points';

/** What a version would have given: how much, to whom, at what cost, month by month. */
export function RuleTrial({ trial }: { trial: NonNullable<Rule['trial']> }) {
  const { t } = useTranslation('loyalty');
  const most = [...trial.by_month].reverse().slice(0, 12);
  return (
    <Section title={t('trial.result')} note={t('trial.of', { months: trial.months, count: trial.events })}>
      <Figures items={[
        { key: 'given', label: t('stat.given'), value: count(trial.given), note: t('trial.stood', { points: count(trial.stood) }) },
        { key: 'taken', label: t('stat.taken'), value: count(trial.taken) },
        { key: 'clients', label: t('trial.clients'), value: count(trial.clients), note: t('trial.matched', { count: trial.matched }) },
        { key: 'cost', label: t('trial.cost'), value: <MoneyExact value={trial.cost} /> },
      ]} />
      {trial.failed > 0 && <p className="amber mt8">{t('trial.failed', { count: trial.failed })}</p>}
      {trial.events === 0 && <p className="t2 mt8">{t('trial.none')}</p>}
      {trial.top.length > 0 && (
        <div className="points-stats mt16">
          <Section title={t('trial.by_month')}><Bars label={t('trial.by_month')} items={most.map((m) => ({ key: m.month, label: m.month, size: Math.abs(m.points), value: count(m.points) }))} /></Section>
          <Section title={t('trial.top')}>
            <table className="points-months"><thead><tr><th scope="col">{t('col.client')}</th><th scope="col">{t('trial.events')}</th><th scope="col">{t('col.amount')}</th></tr></thead>
              <tbody>{trial.top.slice(0, 12).map((c) => <tr key={c.id}><td><Link to={`/clients/${c.id}?tab=points`}>{c.name}</Link></td><td className="num">{c.events}</td><td className="num w6">{count(c.points)}</td></tr>)}</tbody>
            </table>
          </Section>
        </div>
      )}
    </Section>
  );
}
