import './notifications.css';
import { Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Bone } from '@/ui';
import { useNotifications, useReading } from './api';
import { NotificationList } from './NotificationList';

const SHOWN = 8;

/** The latest few under the bell. */
export default function Panel({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('notifications');
  const list = useNotifications(false);
  const { readAll } = useReading();
  const items = list.data?.pages[0]?.items.slice(0, SHOWN) ?? [];
  const unread = items.some((n) => n.read_at === null);
  return (
    <div className="bell-panel" role="dialog" aria-label={t('title')}>
      <div className="row g8 bell-head">
        <h2 className="grow">{t('title')}</h2>
        {unread && <button type="button" className="linkish s13" onClick={() => void readAll(items[0]?.id)}>{t('read_all')}</button>}
        <Link to="/notifications/preferences" className="ib tiny" aria-label={t('preferences')} title={t('preferences')} onClick={onClose}><Settings2 size={15} aria-hidden /></Link>
      </div>
      {list.isPending && <div className="bell-wait"><Bone width="100%" height={120} /></div>}
      {list.isError && <p className="bell-wait t2">{t('failed')} <button type="button" className="linkish" onClick={() => void list.refetch()}>{t('common:error.retry')}</button></p>}
      {list.isSuccess && items.length === 0 && <p className="bell-wait t2">{t('none')}</p>}
      <NotificationList items={items} onOpen={onClose} />
      <Link to="/notifications" className="bell-all" onClick={onClose}>{t('all')}</Link>
    </div>
  );
}
