import './notifications.css';
import { Button, Segmented } from 'antd';
import { CheckCheck, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Problem } from '@/api/problem';
import { Bone, EmptyState, ErrorState, Page } from '@/ui';
import { useNotifications, useReading, useUnread } from './api';
import { NotificationList } from './NotificationList';

export function Component() {
  const { t } = useTranslation('notifications');
  const [params, setParams] = useSearchParams();
  const unread = params.get('show') === 'unread';
  const list = useNotifications(unread);
  const count = useUnread().data;
  const { readAll } = useReading();
  const items = list.data?.pages.flatMap((p) => p.items) ?? [];
  return (
    <Page
      title={t('title')}
      actions={
        <>
          <Button icon={<CheckCheck size={15} />} disabled={!count?.unread} onClick={() => void readAll(items[0]?.id)}>{t('read_all')}</Button>
          <Link to="/notifications/preferences"><Button icon={<Settings2 size={15} />}>{t('preferences')}</Button></Link>
        </>
      }
    >
      <div className="pad npage">
        <Segmented
          value={unread ? 'unread' : 'all'} onChange={(v) => setParams(v === 'unread' ? { show: 'unread' } : {}, { replace: true })} aria-label={t('show')}
          options={[{ value: 'all', label: t('show_all') }, { value: 'unread', label: count?.unread ? t('show_unread_n', { n: count.capped ? '99+' : count.unread }) : t('unread') }]}
        />
        {list.isPending && <div className="mt16"><Bone width="100%" height={240} /></div>}
        {list.isError && <ErrorState title={t('failed')} problem={Problem.from(list.error)} onRetry={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && (unread ? <p className="t2 mt16">{t('none_unread')}</p> : <EmptyState title={t('none')} text={t('none_text')} />)}
        <NotificationList items={items} />
        {list.hasNextPage && <Button className="mt12" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('earlier')}</Button>}
      </div>
    </Page>
  );
}
