import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DateText } from '@/ui';
import type { Proposal } from './api';

type Move = Proposal['moves'][number];

/** What moves, by how much, why. What is held comes with its reason, what follows with what it follows. */
export function Moves({ moves }: { moves: Move[] }) {
  const { t } = useTranslation('staffing');
  const why = (m: Move) => {
    if (m.why.resource) return m.why.away && m.why.tasks.length === 0 ? t('moves.away', { name: m.why.resource.name }) : t(m.why.tasks.length ? 'moves.taken_by' : 'moves.taken', { name: m.why.resource.name, tasks: m.why.tasks.join('、') });
    return m.why.after ? t('moves.follows', { name: m.why.after }) : t('moves.follows_plan');
  };
  return (
    <table className="st-moves">
      <thead><tr><th scope="col">{t('moves.task')}</th><th scope="col">{t('moves.was')}</th><th scope="col">{t('moves.now')}</th><th scope="col">{t('moves.by')}</th><th scope="col">{t('moves.why')}</th></tr></thead>
      <tbody>
        {moves.map((m) => (
          <tr key={m.task.id}>
            <td><Link to={`/projects/${m.task.project_id}?tab=plan&task=${m.task.id}`}>{m.task.name}</Link><div className="t3">{m.task.project}</div></td>
            <td className="num nw">{m.was_start ? <DateText value={m.was_start} /> : '—'} — {m.was_finish ? <DateText value={m.was_finish} /> : '—'}</td>
            <td className="num nw">{m.start ? <DateText value={m.start} /> : '—'} — {m.finish ? <DateText value={m.finish} /> : '—'}</td>
            <td className="num nw">{t(m.days >= 0 ? 'moves.later' : 'moves.earlier', { count: Math.abs(m.days) })}</td>
            <td>{why(m)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
