import { Button } from 'antd';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Problem } from '@/api/problem';
import { addDays, isDate, mondayOf, proseDate, today } from '@/lib/dates';
import { Bone, ErrorState, Page } from '@/ui';
import { HoursTabs } from './HoursTabs';
import { WeekSheet } from './WeekSheet';
import { useWeekOf } from './api';

/** One's own hours, a week at a time; the week stands in the address. */
export function Component() {
  const { t, i18n } = useTranslation('timesheets');
  const [params, setParams] = useSearchParams();
  const asked = params.get('week') ?? '';
  const monday = mondayOf(isDate(asked) ? asked : today());
  const found = useWeekOf(monday);
  const go = (day: string) => setParams(day === mondayOf(today()) ? {} : { week: day });
  return (
    <Page title={t('tab.week')} crumb={<HoursTabs place="hours" />}>
      <div className="pad ts">
        <div className="row wrap g8 ts-head">
          <Button size="small" aria-label={t('week.before')} icon={<ChevronLeft size={15} />} onClick={() => go(addDays(monday, -7))} />
          <h2 className="ts-week">{t('week.range', { from: proseDate(monday, i18n.language), to: proseDate(addDays(monday, 6), i18n.language) })}</h2>
          <Button size="small" aria-label={t('week.after')} icon={<ChevronRight size={15} />} onClick={() => go(addDays(monday, 7))} />
          {monday !== mondayOf(today()) && <Button size="small" onClick={() => go(mondayOf(today()))}>{t('week.this')}</Button>}
        </div>
        {found.isPending && <Bone width="100%" height={220} />}
        {found.isError && <ErrorState title={t('week.failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />}
        {found.data && <WeekSheet key={monday} week={found.data} />}
      </div>
    </Page>
  );
}
