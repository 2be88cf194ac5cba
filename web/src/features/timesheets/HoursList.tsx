import { PenLine } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { DataTable, EmptyState, FormDialog, Page, Status, toast, type BulkAction, type Column } from '@/ui';
import { HOURS, useRefresh, type HoursRow } from './api';
import { HoursTabs } from './HoursTabs';
import { parseHours } from './week';

/** Every entry that one may see, to filter, add up and export; approved ones of a closed month are put right from here. */
export function Component() {
  const { t } = useTranslation('timesheets');
  const refresh = useRefresh();
  const [correcting, setCorrecting] = useState<string | null>(null);
  const columns: Column<HoursRow>[] = [
    { key: 'worked_on', title: t('col.worked_on'), width: 108, type: 'date', sort: true },
    { key: 'person', title: t('col.person'), width: 112, type: 'person' },
    { key: 'project', title: t('field.project'), width: 220, grow: true },
    { key: 'task', title: t('field.task'), width: 180 },
    { key: 'kind', title: t('field.kind'), width: 84, type: 'choice' },
    { key: 'hours', title: t('col.hours'), width: 84, type: 'number' },
    { key: 'amount', title: t('col.amount'), width: 108, type: 'money' },
    { key: 'state', title: t('col.state'), width: 104, render: (r) => <Status state={`hours.${r.state}`} /> },
    { key: 'note', title: t('grid.note'), width: 180 },
    { key: 'reason', title: t('field.reason'), width: 160, hidden: true },
    { key: 'booked_on', title: t('col.booked_on'), width: 108, type: 'date', sort: true, hidden: true },
  ];
  const bulk: BulkAction[] = [{ key: 'correct', label: t('correct.act'), icon: PenLine, run: (s) => { if (s.ids.length === 1) setCorrecting(s.ids[0] ?? null); else toast(t('correct.one')); } }];
  return (
    <Page title={t('tab.all')} crumb={<HoursTabs place="hours" />}>
      <DataTable<HoursRow>
        list="hours" resource={HOURS} noun={t('noun')} columns={columns} defaultSort="-worked_on" searchPlaceholder={t('search')} rowLabel={(r) => `${r.worked_on} ${r.person} ${r.project}`} bulk={bulk}
        phoneRow={(r) => ({ title: r.task || r.project, line: [r.worked_on, r.person].join(' · '), state: <Status state={`hours.${r.state}`} />, figure: t('hours', { hours: r.hours }) })}
        views={[
          { key: 'mine', name: t('view.mine'), query: 'filter=person:in:me' }, { key: 'waiting', name: t('view.waiting'), query: 'filter=state:in:submitted' },
          { key: 'month', name: t('view.month'), query: 'filter=booked_on:gte:today-31&filter=state:in:approved' },
        ]}
        sums={[{ key: 'hours', label: t('col.hours') }, { key: 'amount', label: t('col.amount') }]}
        empty={<EmptyState title={t('all.empty')} text={t('week.empty_text')} />}
      />
      {correcting && (
        <FormDialog
          open title={t('correct.title')} initial={{}} submitText={t('correct.act')} onCancel={() => setCorrecting(null)}
          fields={[{ name: 'hours', label: t('correct.hours'), type: 'text', maxLength: 8, help: t('correct.help'), validate: (v) => (parseHours(typeof v === 'string' ? v : '') === null ? t('grid.wrong') : undefined) }, { name: 'reason', label: t('field.reason'), type: 'textarea', maxLength: 500 }]}
          onSubmit={(v) => api.post(`/hours/${correcting}/correct`, { minutes: parseHours(typeof v.hours === 'string' ? v.hours : '') ?? 0, reason: v.reason ?? '' })}
          onDone={() => { setCorrecting(null); void refresh(); toast(t('correct.done')); }}
        />
      )}
    </Page>
  );
}
