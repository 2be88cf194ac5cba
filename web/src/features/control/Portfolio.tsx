import { Button } from 'antd';
import { Coins, FileChartColumn } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '@/app/session';
import { usePhone } from '@/lib/useMedia';
import { DataTable, DateText, EmptyState, MoneyFigure, Page, type Column } from '@/ui';
import { FIGURES, ratio, REPORT, tone, type PortfolioRow } from './api';
import { LightMark } from './Lines';

export function Component() {
  const { t } = useTranslation('control');
  const reports = useCan(REPORT);
  const phone = usePhone();
  const columns: Column<PortfolioRow>[] = [
    { key: 'name', title: t('portfolio.project'), width: 200, sort: true, grow: true },
    { key: 'light', title: t('portfolio.light'), width: 92, render: (p) => <LightMark value={p.light} /> },
    { key: 'points', title: t('portfolio.points'), width: 72, type: 'number', sort: true },
    { key: 'schedule_light', title: t('portfolio.schedule'), width: 92, render: (p) => <LightMark value={p.schedule_light} /> },
    { key: 'cost_light', title: t('portfolio.cost'), width: 92, render: (p) => <LightMark value={p.cost_light} /> },
    { key: 'payment_light', title: t('portfolio.payment'), width: 92, render: (p) => <LightMark value={p.payment_light} /> },
    { key: 'percent', title: t('portfolio.percent'), width: 76, type: 'percent', sort: true, hidden: true },
    { key: 'forecast', title: t('portfolio.forecast'), width: 112, type: 'date', sort: true },
    { key: 'days_late', title: t('portfolio.late'), width: 72, type: 'number', sort: true },
    { key: 'p80', title: 'P80', width: 112, type: 'date', sort: true, hidden: true },
    { key: 'spi', title: 'SPI', width: 64, align: 'right', sort: true, render: (p) => <span className={`num ${tone(p.spi) ?? ''}`}>{ratio(p.spi)}</span> },
    { key: 'cpi', title: 'CPI', width: 64, align: 'right', sort: true, render: (p) => <span className={`num ${tone(p.cpi) ?? ''}`}>{ratio(p.cpi)}</span> },
    { key: 'overdue', title: t('portfolio.overdue'), width: 108, type: 'money', sort: true },
    { key: 'shifted', title: t('portfolio.shifted'), width: 108, type: 'money', sort: true },
    { key: 'manager', title: t('portfolio.manager'), width: 96, type: 'person', hidden: true },
    { key: 'client', title: t('portfolio.client'), width: 180, hidden: true },
    { key: 'bac', title: 'BAC', width: 110, type: 'money', sort: true, hidden: true },
    { key: 'ev', title: 'EV', width: 110, type: 'money', sort: true, hidden: true },
    { key: 'ac', title: 'AC', width: 110, type: 'money', sort: true, hidden: true },
    { key: 'eac', title: 'EAC', width: 110, type: 'money', sort: true, hidden: true },
    { key: 'status_on', title: t('portfolio.status_on'), width: 112, type: 'date', sort: true, hidden: true },
    { key: 'computed_at', title: t('portfolio.as_of'), width: 120, type: 'ago', hidden: true },
  ];
  const actions = (
    <>
      <Link to="/portfolio/cash"><Button icon={<Coins size={15} />} aria-label={t('cash.page')}>{!phone && t('cash.page')}</Button></Link>
      {reports && <Link to="/portfolio/reports"><Button icon={<FileChartColumn size={15} />} aria-label={t('report.page')}>{!phone && t('report.page')}</Button></Link>}
    </>
  );
  return (
    <Page title={t('portfolio.title')} actions={actions}>
      <DataTable<PortfolioRow>
        list="portfolio" resource={FIGURES} noun={t('portfolio.noun')} counter={t('portfolio.counter')} columns={columns} defaultSort="points" searchPlaceholder={t('portfolio.search')}
        rowLink={(p) => `/projects/${p.id}?tab=control`} rowLabel={(p) => p.name}
        phoneRow={(p) => ({ title: p.name, line: <>SPI {ratio(p.spi)} · CPI {ratio(p.cpi)} · <DateText value={p.forecast} as="prose" /></>, state: <LightMark value={p.light} />, figure: <MoneyFigure value={p.overdue} /> })}
        views={[
          { key: 'open', name: t('portfolio.open'), query: 'filter=status:in:preparing,running' },
          { key: 'alarm', name: t('portfolio.alarm'), query: 'filter=light:in:red,amber' },
          { key: 'late', name: t('portfolio.view_late'), query: 'filter=late:eq:true' },
          { key: 'owing', name: t('portfolio.owing'), query: 'filter=overdue:gt:0' },
        ]}
        sums={[{ key: 'overdue', label: t('portfolio.overdue') }, { key: 'shifted', label: t('portfolio.shifted') }]}
        empty={<EmptyState title={t('portfolio.none')} text={t('portfolio.none_text')} />}
      />
    </Page>
  );
}
