import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable, DateText, EmptyState, Page, type Column } from '@/ui';
import { REVIEW, useWaiting, type ReviewRow } from './api';
import { WatchTabs } from './WatchTabs';

/** Months that were looked over and signed; above them those that wait. */
export function Component() {
  const { t } = useTranslation('oversight');
  const waiting = useWaiting().data;
  const columns: Column<ReviewRow>[] = [
    { key: 'month', title: t('review.month'), width: 120, sort: true, render: (r) => <span className="num">{r.month}</span> },
    { key: 'cases', title: t('review.cases'), width: 90, type: 'number' },
    { key: 'open_cases', title: t('review.open'), width: 90, type: 'number' },
    { key: 'abuse', title: t('finding.abuse'), width: 90, type: 'number' },
    { key: 'signed_by', title: t('review.signed_by'), width: 120, type: 'person' },
    { key: 'signed_at', title: t('review.signed_at'), width: 150, sort: true, render: (r) => <DateText value={r.signed_at} as="stamp" /> },
    { key: 'comment', title: t('review.comment'), width: 280, grow: true },
  ];
  return (
    <Page title={t('tab.reviews')} crumb={<WatchTabs />}>
      {waiting && waiting.months.length > 0 && (
        <div className="ov-waiting"><span>{t('review.waiting')}</span>{waiting.months.map((month) => <Link key={month} to={`/points-reviews/draft/${month}`}><Button size="small" tabIndex={-1}>{month}</Button></Link>)}</div>
      )}
      <DataTable<ReviewRow>
        list="points-reviews" path="/points/reviews" resource={REVIEW} noun={t('review.noun')} counter={t('review.counter')} columns={columns} defaultSort="-month"
        rowLink={(r) => `/points-reviews/${r.id}`} rowLabel={(r) => r.month} phoneRow={(r) => ({ title: r.month, line: r.signed_by, figure: <span className="num">{t('review.counts', { cases: r.cases })}</span> })}
        empty={<EmptyState title={t('review.empty')} text={t('review.empty_text')} />}
      />
    </Page>
  );
}
