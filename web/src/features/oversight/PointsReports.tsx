import { Button } from 'antd';
import { Download, FilePlus2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api, url } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { useCan } from '@/app/session';
import { count } from '@/features/loyalty/Points';
import { today } from '@/lib/dates';
import { useRefreshAny } from '@/lib/refresh';
import { DataTable, DateText, EmptyState, MenuDrop, Page, toast, type Column } from '@/ui';
import { lastMonths, REPORT, type ReportRow } from './api';
import { WatchTabs } from './WatchTabs';

const pdf = (id: string) => url(`/points/reports/${id}/pdf/file`);

/** Monthly reports: made by the clock or by one click, each with its figures of then. */
export function Component() {
  const { t } = useTranslation('oversight');
  const refresh = useRefreshAny();
  const may = useCan(REPORT, 'create');
  const columns: Column<ReportRow>[] = [
    { key: 'last', title: t('report.period'), width: 220, sort: true, render: (r) => <span className="num">{r.first} — {r.last}</span> },
    { key: 'issued', title: t('figure.issued'), width: 110, type: 'number' },
    { key: 'redeemed', title: t('figure.redeemed'), width: 110, type: 'number' },
    { key: 'outstanding', title: t('figure.outstanding'), width: 120, type: 'number' },
    { key: 'made_by', title: t('report.made_by'), width: 120, render: (r) => r.made_by || <span className="t3">{t('report.by_clock')}</span> },
    { key: 'created_at', title: t('report.made'), width: 150, render: (r) => <DateText value={r.created_at} as="stamp" /> },
    { key: 'pdf', title: 'PDF', grow: true, render: (r) => <Button size="small" icon={<Download size={14} />} href={pdf(r.id)} aria-label={t('report.download_of', { period: `${r.first} — ${r.last}` })}>{t('report.download')}</Button> },
  ];
  const make = async (month: string) => {
    try {
      await api.post<Schema<'Made'>>('/points/reports', { month }, { idempotencyKey: crypto.randomUUID() });
      await refresh(REPORT);
      toast(t('report.done', { month }));
    } catch (failure) { toast({ text: Problem.from(failure).message, tone: 'bad' }); }
  };
  const months = [today().slice(0, 7), ...lastMonths()];
  const actions = may && <MenuDrop menu={{ items: months.map((month) => ({ key: month, label: month, onClick: () => void make(month) })) }}><Button type="primary" icon={<FilePlus2 size={15} />}>{t('report.make')}</Button></MenuDrop>;
  return (
    <Page title={t('tab.reports')} crumb={<WatchTabs />} actions={actions}>
      <DataTable<ReportRow>
        list="points-reports" path="/points/reports" resource={REPORT} noun={t('report.noun')} counter={t('report.counter')} columns={columns} defaultSort="-last" exportable={false}
        rowLabel={(r) => `${r.first} — ${r.last}`} phoneRow={(r) => ({ title: <a href={pdf(r.id)}>{r.first} — {r.last}</a>, line: r.made_by || t('report.by_clock'), figure: <span className="num">{count(r.outstanding)}</span> })}
        empty={<EmptyState title={t('report.empty')} text={t('report.empty_text')} />}
      />
    </Page>
  );
}
