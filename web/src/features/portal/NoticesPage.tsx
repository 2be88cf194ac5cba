import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { queryClient } from '@/lib/queryClient';
import { DateText, EmptyState } from '@/ui';
import { usePortal, type Notices } from './api';
import { Screen } from './parts';

/** What the reader was told; looking at it reads it. */
export function Component() {
  const { t } = useTranslation('portal');
  const query = usePortal<Notices>('/portal/notices', false);
  const newest = query.data?.items[0]?.id;
  const unread = (query.data?.unread ?? 0) > 0;
  useEffect(() => {
    if (!unread || newest === undefined) return undefined;
    const timer = window.setTimeout(() => {
      void api.post('/portal/notices/read', { up_to: newest }).then(() => queryClient.invalidateQueries({ queryKey: ['portal', '/portal/notices'] }));
    }, 1500);
    return () => window.clearTimeout(timer);
  }, [unread, newest]);
  return (
    <Screen title={t('notices')} query={query}>
      {({ items }) => items.length === 0 ? <EmptyState title={t('no_notices')} text={t('no_notices_text')} /> : (
        <section className="pcard">
          <ul className="pw-list">
            {items.map((n) => (
              <li key={n.id}>
                <Link to={n.link} className="grow">
                  <span className={n.read_at === null ? 'w6' : ''}>{n.read_at === null && <span className="sr">{t('unread')} </span>}{n.title}</span>
                  <span className="s14 t3"><DateText value={n.created_at} as="ago" /></span>
                </Link>
                {n.read_at === null && <i className="pw-dot" aria-hidden />}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Screen>
  );
}
