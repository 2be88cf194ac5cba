import { Button } from 'antd';
import { ChevronLeft, ChevronRight, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { BASE } from '@/api/client';
import { Problem } from '@/api/problem';
import { today } from '@/lib/dates';
import { downloadFile } from '@/lib/exports';
import { Bone, EmptyState, ErrorState, MoneyExact, Page } from '@/ui';
import { useSettlement } from './api';
import { HoursTabs } from './HoursTabs';

const moved = (month: string, by: number) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + by, 1)).toISOString().slice(0, 7);

/** What is to be paid to each team for a month, exact to the fen. */
export function Component() {
  const { t } = useTranslation('timesheets');
  const [month, setMonth] = useState(() => today().slice(0, 7));
  const found = useSettlement(month);
  const items = found.data?.items ?? [];
  const total = found.data?.total as string | null | undefined;
  return (
    <Page title={t('tab.settlement')} crumb={<HoursTabs place="labour" />} actions={items.length > 0 && <Button type="primary" icon={<Download size={15} />} onClick={() => downloadFile(`${BASE}/labour/settlement/file?month=${month}`, '')}>{t('settlement.export')}</Button>}>
      <div className="pad ts">
        <div className="row wrap g8 ts-head">
          <Button size="small" aria-label={t('settlement.before')} icon={<ChevronLeft size={15} />} onClick={() => setMonth(moved(month, -1))} />
          <h2 className="ts-week num">{month}</h2>
          <Button size="small" aria-label={t('settlement.after')} icon={<ChevronRight size={15} />} onClick={() => setMonth(moved(month, 1))} />
        </div>
        {found.isPending && <Bone width="100%" height={160} />}
        {found.isError && <ErrorState title={t('settlement.failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />}
        {found.data && items.length === 0 && <EmptyState title={t('settlement.none')} text={t('settlement.none_text')} />}
        {items.length > 0 && (
          <div className="ts-scroll">
            <table className="ts-plain">
              <thead><tr><th scope="col">{t('labour.team')}</th><th scope="col">{t('team.leader')}</th><th scope="col">{t('field.project')}</th><th scope="col" className="num">{t('settlement.sheets')}</th><th scope="col" className="num">{t('labour.total')}</th>{total && <th scope="col" className="num">{t('labour.amount')}</th>}</tr></thead>
              <tbody>
                {items.map((i) => (
                  <tr key={`${i.team.id}${i.project.id}${i.unit}`}>
                    <td>{i.team.name}</td><td>{i.leader || '—'}</td><td>{i.project.name}</td>
                    <td className="num"><Link className="inline-link" to={`/labour?filter=team:in:${i.team.id}&filter=project:in:${i.project.id}&filter=state:in:approved&filter=booked_on:between:${month}-01,${lastDay(month)}`}>{i.sheets}</Link></td>
                    <td className="num">{t(`labour.n_${i.unit}`, { n: i.quantity })}</td>{total && <td className="num"><MoneyExact value={i.amount as string} /></td>}
                  </tr>
                ))}
              </tbody>
              {total && <tfoot><tr><th scope="row" colSpan={5}>{t('settlement.total')}</th><td className="num w6"><MoneyExact value={total} /></td></tr></tfoot>}
            </table>
          </div>
        )}
      </div>
    </Page>
  );
}

const lastDay = (month: string) => new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).toISOString().slice(0, 10);
