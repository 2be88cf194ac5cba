import './bell.css';
import { Popover } from 'antd';
import { Bell as BellIcon } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePhone } from '@/lib/useMedia';
import { useUnread } from './api';

const Panel = lazy(() => import('./Panel'));

/** In the top bar of every page; the dot says that something is unread, never how much. */
export function Bell() {
  const { t } = useTranslation('notifications');
  const [open, setOpen] = useState(false);
  const phone = usePhone();
  const { data } = useUnread();
  const unread = data?.unread ?? 0;
  const name = unread > 0 ? t('bell_unread', { count: unread }) : t('title');
  const inside = <><BellIcon size={phone ? 20 : 17} strokeWidth={1.75} aria-hidden />{unread > 0 && <i aria-hidden />}</>;
  if (phone) return <Link to="/notifications" className="ib bell" aria-label={name}>{inside}</Link>;
  return (
    <Popover
      trigger="click" placement="bottomRight" open={open} onOpenChange={setOpen} destroyOnHidden arrow={false}
      content={<Suspense fallback={<div className="bell-panel" />}><Panel onClose={() => setOpen(false)} /></Suspense>}
    >
      <button type="button" className="ib bell" aria-label={name} title={name} aria-haspopup="dialog" aria-expanded={open}>{inside}</button>
    </Popover>
  );
}
