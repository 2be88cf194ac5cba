import { Button, Segmented, Select } from 'antd';
import { ChevronLeft, ChevronRight, Network } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Problem } from '@/api/problem';
import { addDays, mondayOf, today } from '@/lib/dates';
import { usePhone } from '@/lib/useMedia';
import { EmptyState, ErrorState, Page, PageSkeleton, Section, type Option } from '@/ui';
import { departments, KINDS, useOverloads, useWorkload, type Asked, type WorkloadRow } from './api';
import { CellDrawer, type Cell } from './CellDrawer';
import { HeatMap, PhoneLoads } from './HeatMap';
import { OverloadList } from './OverloadList';
import { StaffTabs } from './StaffTabs';

const WEEKS = 12;

/** People by weeks: who has how much, and what of it is too much. */
export function Component() {
  const { t } = useTranslation('staffing');
  const phone = usePhone();
  const [params, setParams] = useSearchParams();
  const [cell, setCell] = useState<Cell | null>(null);
  const [found, setFound] = useState<Option[]>([]);
  useEffect(() => { void departments('').then(setFound).catch(() => undefined); }, []);
  const asked: Asked = { from: mondayOf(params.get('from') ?? today()), weeks: phone ? 4 : WEEKS, department: params.get('department') ?? '', kind: params.get('kind') ?? '' };
  const choose = (key: string, value: string) => setParams((old) => { const now = new URLSearchParams(old); if (value) now.set(key, value); else now.delete(key); return now; }, { replace: true });
  const load = useWorkload(asked);
  const over = useOverloads(asked, addDays(asked.from, 7 * asked.weeks - 1));
  const open = (row: WorkloadRow, week: string) => setCell({ id: row.id, name: row.name, from: week, to: addDays(week, 6) });
  const size = phone ? 'large' : 'small';
  return (
    <Page title={t('tab.workload')} crumb={<StaffTabs />}>
      <div className="st-bar">
        <div className="row g4">
          <Button size={size} icon={<ChevronLeft size={15} />} aria-label={t('earlier')} onClick={() => choose('from', addDays(asked.from, -7 * asked.weeks))} />
          <Button size={size} onClick={() => choose('from', '')}>{t('this_week')}</Button>
          <Button size={size} icon={<ChevronRight size={15} />} aria-label={t('later')} onClick={() => choose('from', addDays(asked.from, 7 * asked.weeks))} />
        </div>
        <Select
          size={size} className="st-pick" popupMatchSelectWidth={false} aria-label={t('department')} prefix={<Network size={14} color="var(--text3)" aria-hidden />} showSearch={{ optionFilterProp: 'label' }}
          value={asked.department} onChange={(value) => choose('department', value)} options={[{ value: '', label: t('all_departments') }, ...found.map((d) => ({ value: d.value, label: d.label }))]}
        />
        <Segmented size={size} value={asked.kind} onChange={(value) => choose('kind', value)} aria-label={t('kind_label')} options={[{ value: '', label: t('kind.all') }, ...KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))]} />
      </div>
      {load.isPending && <PageSkeleton />}
      {load.isError && <ErrorState title={t('failed')} problem={Problem.from(load.error)} onRetry={() => void load.refetch()} />}
      {load.data?.resources.length === 0 && <EmptyState title={t('empty.title')} text={t('empty.text')} ways={[]} />}
      {load.data && load.data.resources.length > 0 && (
        <>
          {phone ? <PhoneLoads load={load.data} onOpen={open} /> : <HeatMap load={load.data} onOpen={open} />}
          {load.data.count > load.data.resources.length && <p className="pad s13 t3">{t('capped', { shown: load.data.resources.length, count: load.data.count })}</p>}
          <div className="pad">
            <Section title={over.data ? t('over.title', { count: over.data.count }) : t('over.heading')} note={t('over.note')}>
              {over.data && <OverloadList items={over.data.items} />}
            </Section>
          </div>
        </>
      )}
      {cell && <CellDrawer cell={cell} onClose={() => setCell(null)} />}
    </Page>
  );
}
