import { Bell } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePortal, type Notices } from './api';
import './portal.css';

/** In the window's head: the dot says that something is unread, never how much. */
export default function NoticesBell() {
  const { t } = useTranslation('portal');
  const { data } = usePortal<Notices>('/portal/notices', false);
  const unread = (data?.unread ?? 0) > 0;
  return <Link to="/portal/notices" className="ib pw-bell" aria-label={unread ? t('notices_unread') : t('notices')}><Bell size={22} strokeWidth={1.75} aria-hidden />{unread && <i aria-hidden />}</Link>;
}
