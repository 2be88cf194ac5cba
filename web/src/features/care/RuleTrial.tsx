import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Grade, Section } from '@/ui';
import type { Rule } from './credit';

/** What a version would change: how many go from which grade to which, and who they are. */
export function RuleTrial({ trial }: { trial: NonNullable<Rule['trial']> }) {
  const { t } = useTranslation('care');
  const changed = trial.moved.filter((m) => m.before !== m.grade);
  return (
    <Section title={t('trial.differ', { count: trial.differ_count })} note={t('trial.of', { count: trial.clients })}>
      {changed.length === 0 && <p className="t2">{t('trial.same')}</p>}
      {changed.length > 0 && (
        <>
          <ul className="ca-moved">{changed.map((m) => <li key={`${m.before}>${m.grade}`} className="row g6"><Grade value={m.before} /><span className="t3" aria-hidden>→</span><Grade value={m.grade} /><b className="num">{t('trial.n', { count: m.count })}</b></li>)}</ul>
          <table className="ca-table">
            <thead><tr><th>{t('trial.client')}</th><th>{t('trial.before')}</th><th>{t('trial.after')}</th></tr></thead>
            <tbody>{trial.differ.map((d) => <tr key={d.id}><td><Link to={`/clients/${d.id}?tab=credit`}>{d.name}</Link></td><td><Grade value={d.before} /> <span className="num t3">{d.points_before}</span></td><td><Grade value={d.grade} /> <span className="num t3">{d.points}</span></td></tr>)}</tbody>
          </table>
          {trial.differ.length < trial.differ_count && <p className="s13 t3 mt8">{t('trial.more', { shown: trial.differ.length, count: trial.differ_count })}</p>}
        </>
      )}
    </Section>
  );
}
