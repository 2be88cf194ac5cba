import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DateText } from '@/ui';
import type { Overload } from './api';

/** Who, when, how much, at what. */
export function OverloadList({ items }: { items: Overload[] }) {
  const { t } = useTranslation('staffing');
  if (items.length === 0) return <p className="t2">{t('over.none')}</p>;
  return (
    <ul className="st-over">
      {items.map((o) => (
        <li key={`${o.resource.id}${o.from_on}`}>
          <div className="row g8 wrap">
            <Link to={`/resources/${o.resource.id}`}>{o.resource.name}</Link>
            <span className="num t2"><DateText value={o.from_on} />{o.to_on !== o.from_on && <> — <DateText value={o.to_on} /></>}</span>
            <span className="red num">{t('over.hours', { hours: o.hours })}</span>
            <span className="s13 t2">{o.peak === null ? t('over.away') : t('over.peak', { percent: o.peak })}</span>
          </div>
          <p className="s13 t2 st-tasks">
            {o.tasks.map((task) => <Link key={task.id} to={`/projects/${task.project_id}?tab=plan&task=${task.id}`}>{task.name}<span className="t3"> · {task.project}</span></Link>)}
            {o.unseen > 0 && <span>{t('over.unseen', { count: o.unseen })}</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}
