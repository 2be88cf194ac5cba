import { Drawer } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { usePhone } from '@/lib/useMedia';
import { Bone, DateText, ErrorState } from '@/ui';
import { useWork } from './api';

export interface Cell { id: string; name: string; from: string; to: string }

/** The tasks behind a square. */
export function CellDrawer({ cell, onClose }: { cell: Cell; onClose: () => void }) {
  const { t } = useTranslation('staffing');
  const phone = usePhone();
  const work = useWork(cell.id, cell.from, cell.to);
  const asked = work.data ? Math.round(10 * (work.data.items.reduce((sum, i) => sum + i.hours, 0) + work.data.unseen_hours)) / 10 : 0;
  return (
    <Drawer open title={<span>{cell.name} <span className="num t3">{cell.from} — {cell.to}</span></span>} size={phone ? '100%' : 520} onClose={onClose} destroyOnHidden>
      {work.isPending && <Bone width="100%" height={160} />}
      {work.isError && <ErrorState title={t('failed')} problem={Problem.from(work.error)} onRetry={() => void work.refetch()} />}
      {work.data && (
        <>
          <p className="mb12"><b className={`num ${asked > work.data.able ? 'red' : ''}`}>{t('hours', { count: asked })}</b> <span className="t2">{t('of_hours', { hours: work.data.able })}</span></p>
          <ul className="st-work">
            {work.data.items.map((item) => (
              <li key={item.id}>
                <div className="grow min0"><Link to={`/projects/${item.project_id}?tab=plan&task=${item.id}`}>{item.name}</Link><p className="s13 t2">{item.project}</p><p className="s13 t3"><DateText value={item.start} /> — <DateText value={item.finish} /></p></div>
                <span className="num t2">{item.percent}%</span><span className="num st-h">{t('hours', { count: item.hours })}</span>
              </li>
            ))}
          </ul>
          {work.data.unseen > 0 && <p className="s13 t2 mt12">{t('unseen_work', { count: work.data.unseen, hours: work.data.unseen_hours })}</p>}
          <p className="mt12"><Link to={`/resources/${cell.id}`}>{t('open_resource')}</Link></p>
        </>
      )}
    </Drawer>
  );
}
