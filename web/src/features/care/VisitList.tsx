import { Button } from 'antd';
import { CalendarClock } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/session';
import { DataTable, DateText, EmptyState, Page, Tag, type Column } from '@/ui';
import { CareTabs } from './CareTabs';
import { VisitRulesDialog } from './VisitRulesDialog';
import { VISIT, VISIT_RULE, type VisitRow } from './visits';

/** Whom to visit, overdue first. A talk that is logged on the client takes it off. */
export function Component() {
  const { t } = useTranslation('care');
  const [open, setOpen] = useState(false);
  const maySee = useCan(VISIT_RULE, 'view');
  const off = (v: VisitRow) => (v.put_off ? <span className="row g6 min0"><Tag>{t(`put_off.${v.put_off}`)}</Tag><span className="el t2" title={v.reason}>{v.reason}</span></span> : <span className="t3">—</span>);
  const columns: Column<VisitRow>[] = [
    { key: 'client', title: t('trial.client'), width: 252, sort: true },
    { key: 'due_on', title: t('visit.due'), width: 216, sort: true, render: (v) => <DateText value={v.due_on} as="due" /> },
    { key: 'last_contact_at', title: t('visit.last'), width: 120, type: 'ago' },
    { key: 'months', title: t('visit.every'), width: 104, render: (v) => t('visit.n_months', { count: v.months }) },
    { key: 'segment', title: t('visit.by'), width: 160 },
    { key: 'owner', title: t('visit.owner'), width: 104, type: 'person' },
    { key: 'department', title: t('visit.department'), width: 104 },
    { key: 'put_off', title: t('visit.put_off'), width: 200, render: off },
  ];
  return (
    <Page title={t('tab.visits')} crumb={<CareTabs place="visits" />} actions={maySee && <Button icon={<CalendarClock size={15} />} onClick={() => setOpen(true)}>{t('visit.rules')}</Button>}>
      <DataTable<VisitRow>
        list="visits" resource={VISIT} noun={t('visit.noun')} columns={columns} defaultSort="due_on" searchPlaceholder={t('stale.search')}
        rowLink={(v) => `/clients/${v.id}?tab=care`} rowLabel={(v) => v.client}
        phoneRow={(v) => ({ title: v.client, line: [v.owner, v.segment].filter(Boolean).join(' · '), state: <DateText value={v.due_on} as="due" /> })}
        views={[
          { key: 'due', name: t('visit.view_due'), query: 'filter=due:lte:today' }, { key: 'month', name: t('visit.view_month'), query: 'filter=due:lte:today+30' },
          { key: 'mine', name: t('visit.view_mine'), query: 'filter=owner:in:me' }, { key: 'off', name: t('visit.view_off'), query: 'filter=put_off:in:skip,pause' },
        ]}
        empty={<EmptyState title={t('visit.empty_title')} text={t('visit.empty_text')} />}
      />
      {open && <VisitRulesDialog onClose={() => setOpen(false)} />}
    </Page>
  );
}
