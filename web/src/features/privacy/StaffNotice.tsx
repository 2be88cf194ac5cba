import './privacy.css';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { DateText, EmptyState, ErrorState, Page, RecordSkeleton, toast } from '@/ui';
import { useRefresh, useTold } from './api';

/** What the company tells its own people. */
export function Component() {
  const { t, i18n } = useTranslation('privacy');
  const told = useTold('/privacy/notice');
  const refresh = useRefresh();
  const notice = told.data?.notice;
  const read = async () => {
    try {
      await api.post('/privacy/notice/read', { notice_id: notice?.id });
      toast(t('notice.read_done'));
      await refresh();
    } catch (failure) { toast({ text: Problem.from(failure).message, tone: 'bad' }); }
  };
  return (
    <Page title={t('notice.title')}>
      {told.isPending && <RecordSkeleton />}
      {told.isError && <ErrorState title={t('failed')} problem={Problem.from(told.error)} onRetry={() => void told.refetch()} />}
      {told.data && !notice && <EmptyState title={t('notice.none')} text={t('notice.none_staff')} />}
      {notice && (
        <div className="pv-body">
          <p className="s13 t3">{t('notice.version', { number: notice.number })} · <DateText value={notice.published_at} as="stamp" /></p>
          <p className="pv-text">{(i18n.language.startsWith('en') && notice.en) || notice.zh}</p>
          {told.data?.open && <div><Button type="primary" onClick={() => void read()}>{t('notice.read')}</Button></div>}
        </div>
      )}
    </Page>
  );
}
