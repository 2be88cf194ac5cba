import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DateText } from '@/ui';
import { useReading, type Notification } from './api';

/** A line each: what, of which kind, when. Opening one reads it. */
export function NotificationList({ items, onOpen }: { items: Notification[]; onOpen?: () => void }) {
  const { t } = useTranslation('notifications');
  const { read } = useReading();
  return (
    <ul className="nlist">
      {items.map((n) => (
        <li key={n.id}>
          <Link to={n.link} className={n.read_at === null ? 'fresh' : undefined} onClick={() => { void read(n); onOpen?.(); }}>
            <i aria-hidden />
            <span className="grow"><span className="ntitle">{n.read_at === null && <span className="sr">{t('unread')} </span>}{n.title}</span><span className="s12 t3">{n.label}</span></span>
            <span className="s12 t3 nw"><DateText value={n.created_at} as="ago" /></span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
