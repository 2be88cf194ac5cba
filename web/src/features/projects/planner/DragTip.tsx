import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { MoneyExact } from '@/ui';
import type { Task } from '../api';
import type { Dragging } from './useDragging';

/** Beside the pointer: the new dates, and what moves after them, before one lets go. */
export function DragTip({ dragging, tasks }: { dragging: Dragging; tasks: Task[] }) {
  const { t } = useTranslation('projects');
  const summaries = useMemo(() => new Set(tasks.filter((task) => task.kind === 'summary').map((task) => task.id)), [tasks]);
  const moved = dragging.preview?.moves.filter((m) => !summaries.has(m.id)).length ?? 0;
  const late = dragging.preview?.days_late ?? 0;
  return (
    <div className="g-tip" role="status" style={{ left: dragging.x + 14, top: dragging.y + 16 }}>
      <b>{dragging.name}</b><span className="num">{dragging.start} — {dragging.finish}</span>
      {dragging.failure && <span className="red">{dragging.failure}</span>}
      {dragging.preview && <span className="t2">{moved > 1 ? t('drag.moves', { count: moved - 1 }) : t('drag.alone')}</span>}
      {dragging.preview?.cash.map((one) => <span key={one.title} className={one.days > 0 ? 'amber' : 't2'}>{t(one.days > 0 ? 'drag.cash_later' : 'drag.cash_sooner', { title: one.title, count: Math.abs(one.days) })} <MoneyExact value={one.amount} /></span>)}
      {dragging.preview?.forecast_finish && <span className={late > 0 ? 'amber num' : 't2 num'}>{t('drag.forecast', { day: dragging.preview.forecast_finish })}{late > 0 && t('drag.late', { count: late })}</span>}
    </div>
  );
}
