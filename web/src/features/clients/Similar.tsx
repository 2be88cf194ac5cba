import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useDebounced } from '@/lib/useDebounced';
import { CLIENT } from './api';
import './similar.css';

type Found = Schema<'SimilarOut'>;

/** What has been typed of a client, as far as others may be known by it. */
export function asked(values: Record<string, unknown>): { name: string; uscc: string; phone: string } {
  const text = (name: string) => String(values[name] ?? '').trim().slice(0, 200);
  return { name: text('name'), uscc: text('uscc'), phone: text('phone') };
}

/** Clients that may be the one being entered, told while somebody types: before a duplicate is made. */
export function Similar({ values }: { values: Record<string, unknown> }) {
  const { t } = useTranslation('clients');
  const wanted = useDebounced(JSON.stringify(asked(values)), 250);
  const body = JSON.parse(wanted) as ReturnType<typeof asked>;
  const worth = body.name.length > 1 || body.uscc.length > 8 || body.phone.length > 6;
  const { data } = useQuery({
    queryKey: [CLIENT, 'similar', wanted],
    queryFn: ({ signal }) => api.post<Found>('/clients/similar', body, { signal }),
    enabled: worth,
    placeholderData: (before) => before,
    retry: false,
  });
  const items = worth ? data?.items ?? [] : [];
  return (
    <div role="status">
      {items.length > 0 && (
        <details className="notice warn similar" open>
          <summary>{t('similar.title', { count: items.length })}</summary>
          <ul>
            {items.map((item) => (
              <li key={item.id}>
                <Link to={`/clients/${item.id}`} target="_blank">{item.name}</Link>
                <span className="t2">{item.reasons.map((reason) => t(`similar.${reason}`)).join(t('similar.and'))}</span>
                <span className="t3">{[item.region, item.owner, item.archived ? t('similar.archived') : ''].filter(Boolean).join(' · ')}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
