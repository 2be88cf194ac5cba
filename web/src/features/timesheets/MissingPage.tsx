import { Button } from 'antd';
import { BellRing, ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { addDays, mondayOf, proseDate, today } from '@/lib/dates';
import { Bone, DateText, EmptyState, ErrorState, Page, Person, toast } from '@/ui';
import { useMissing, useRefresh } from './api';
import { HoursTabs } from './HoursTabs';
import { hoursOf } from './week';

/** Who has not filed a week, and a word to them. */
export function Component() {
  const { t, i18n } = useTranslation('timesheets');
  const [monday, setMonday] = useState(() => addDays(mondayOf(today()), -7));
  const found = useMissing(monday);
  const refresh = useRefresh();
  const remind = async (ids: string[] | null) => {
    try {
      const { told } = await api.post<Schema<'Reminded'>>('/hours/remind', { monday, person_ids: ids });
      await refresh();
      toast(told > 0 ? t('missing.told', { count: told }) : t('missing.told_today'));
    } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); }
  };
  const rows = found.data ?? [];
  return (
    <Page title={t('tab.missing')} crumb={<HoursTabs place="hours" />} actions={rows.length > 0 && <Button type="primary" icon={<BellRing size={15} />} onClick={() => void remind(null)}>{t('missing.remind_all', { count: rows.length })}</Button>}>
      <div className="pad ts">
        <div className="row wrap g8 ts-head">
          <Button size="small" aria-label={t('week.before')} icon={<ChevronLeft size={15} />} onClick={() => setMonday(addDays(monday, -7))} />
          <h2 className="ts-week">{t('week.range', { from: proseDate(monday, i18n.language), to: proseDate(addDays(monday, 6), i18n.language) })}</h2>
          <Button size="small" aria-label={t('week.after')} icon={<ChevronRight size={15} />} onClick={() => setMonday(addDays(monday, 7))} />
        </div>
        {found.isPending && <Bone width="100%" height={160} />}
        {found.isError && <ErrorState title={t('missing.failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />}
        {found.data && rows.length === 0 && <EmptyState title={t('missing.none')} text={t('missing.none_text')} />}
        {rows.length > 0 && (
          <div className="ts-scroll">
            <table className="ts-plain">
              <thead><tr><th scope="col">{t('missing.person')}</th><th scope="col">{t('missing.department')}</th><th scope="col" className="num">{t('missing.filed')}</th><th scope="col" className="num">{t('missing.drafted')}</th><th scope="col" className="num">{t('missing.expected')}</th><th scope="col">{t('missing.reminded')}</th><th scope="col"><span className="sr">{t('missing.remind')}</span></th></tr></thead>
              <tbody>
                {rows.map((p) => (
                  <tr key={p.id}>
                    <td><Person value={p.name} /></td><td>{p.department ?? '—'}</td><td className="num">{hoursOf(p.filed)}</td><td className="num t2">{hoursOf(p.drafted)}</td><td className="num">{hoursOf(p.expected)}</td>
                    <td>{p.reminded_at ? <DateText value={p.reminded_at} as="stamp" /> : <span className="t3">—</span>}</td><td><Button size="small" onClick={() => void remind([p.id])} aria-label={t('missing.remind_one', { name: p.name })}>{t('missing.remind')}</Button></td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Page>
  );
}
