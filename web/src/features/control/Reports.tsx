import { Button } from 'antd';
import { Download, FilePlus2, Settings2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, url } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { useCan } from '@/app/session';
import { useRefreshAny } from '@/lib/refresh';
import { DataTable, DateText, EmptyState, FormDialog, MenuDrop, Page, toast, type Column } from '@/ui';
import { REPORT, useReportSetting, type ReportRow } from './api';

const pdf = (id: string) => url(`/health-reports/${id}/pdf/file`);
const DAYS = [0, 1, 2, 3, 4, 5, 6];

export function Component() {
  const { t } = useTranslation('control');
  const refresh = useRefreshAny();
  const [asked, setAsked] = useState(false);
  const may = useCan(REPORT, 'create');
  const maySet = useCan(REPORT, 'update');
  const columns: Column<ReportRow>[] = [
    { key: 'last', title: t('report.period'), width: 220, sort: true, render: (r) => <span className="num">{r.first} — {r.last}</span> },
    { key: 'span', title: t('report.kind'), width: 90, type: 'choice' },
    { key: 'projects', title: t('report.projects'), width: 90, type: 'number' },
    { key: 'red', title: t('report.red'), width: 80, type: 'number', sort: true },
    { key: 'amber', title: t('report.amber'), width: 80, type: 'number' },
    { key: 'green', title: t('report.green'), width: 80, type: 'number' },
    { key: 'made_by', title: t('report.made_by'), width: 120, render: (r) => r.made_by || <span className="t3">{t('report.by_clock')}</span> },
    { key: 'created_at', title: t('report.made'), width: 150, render: (r) => <DateText value={r.created_at} as="stamp" /> },
    { key: 'pdf', title: 'PDF', grow: true, render: (r) => <Button size="small" icon={<Download size={14} />} href={pdf(r.id)} aria-label={t('report.download_of', { period: `${r.first} — ${r.last}` })}>{t('report.download')}</Button> },
  ];
  const make = async (span: ReportRow['span']) => {
    try {
      await api.post<Schema<'Made'>>('/health-reports', { span }, { idempotencyKey: crypto.randomUUID() });
      await refresh(REPORT);
      toast(t('done.report'));
    } catch (error) { toast({ text: Problem.from(error).message, tone: 'bad' }); }
  };
  const actions = (
    <>
      {maySet && <Button icon={<Settings2 size={15} />} onClick={() => setAsked(true)}>{t('report.setting')}</Button>}
      {may && <MenuDrop menu={{ items: (['week', 'month'] as const).map((span) => ({ key: span, label: t(`report.make_${span}`), onClick: () => void make(span) })) }}><Button type="primary" icon={<FilePlus2 size={15} />}>{t('report.make')}</Button></MenuDrop>}
    </>
  );
  return (
    <Page title={t('report.page')} actions={actions} back={{ to: '/portfolio', label: t('portfolio.title') }}>
      <DataTable<ReportRow>
        list="health-reports" resource={REPORT} noun={t('report.noun')} counter={t('report.counter')} columns={columns} defaultSort="-last" exportable={false}
        rowLabel={(r) => `${r.first} — ${r.last}`} phoneRow={(r) => ({ title: <a href={pdf(r.id)}>{r.first} — {r.last}</a>, line: t(`report.make_${r.span}`), figure: <span className="num">{t('report.counts', { red: r.red, amber: r.amber })}</span> })}
        empty={<EmptyState title={t('report.none')} text={t('report.none_text')} />}
      />
      {asked && <SettingForm onClose={() => setAsked(false)} />}
    </Page>
  );
}

function SettingForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('control');
  const refresh = useRefreshAny();
  const s = useReportSetting().data;
  if (!s) return null;
  return (
    <FormDialog
      open title={t('report.setting')} submitText={t('save')} onCancel={onClose}
      fields={[
        { name: 'weekly', label: t('report.weekly'), type: 'switch' },
        { name: 'weekday', label: t('report.weekday'), type: 'choice', choices: DAYS.map((d) => ({ value: String(d), label: t(`weekday.${d}`) })), visible: (v) => v.weekly === true },
        { name: 'monthly', label: t('report.monthly'), type: 'switch', help: t('report.told') },
      ]}
      initial={{ weekly: s.weekly, weekday: String(s.weekday), monthly: s.monthly }}
      onSubmit={(v) => api.put('/health-report-setting', { weekly: v.weekly === true, weekday: Number(v.weekday ?? s.weekday), monthly: v.monthly === true })}
      onDone={() => { onClose(); void refresh(REPORT); toast(t('done.report_setting')); }}
    />
  );
}
