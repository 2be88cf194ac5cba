import './notifications.css';
import { Switch } from 'antd';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { Bone, ErrorState, Page } from '@/ui';
import { usePreferences, type Preference } from './api';

/** Kinds by ways; each switch is stored as it is turned. */
export function Component() {
  const { t, i18n } = useTranslation('notifications');
  const queries = useQueryClient();
  const key = ['notifications.preference', i18n.language];
  const found = usePreferences();
  const save = useMutation({
    mutationFn: (item: Preference) => api.put<{ items: Preference[] }>('/notifications/preferences', { items: [{ kind: item.kind, app: item.app, mail: item.mail }] }),
    onMutate: (item) => {
      const before = queries.getQueryData<{ items: Preference[] }>(key);
      queries.setQueryData<{ items: Preference[] }>(key, (old) => old && { items: old.items.map((p) => (p.kind === item.kind ? item : p)) });
      return { before };
    },
    onError: (_error, _item, context) => queries.setQueryData(key, context?.before),
    onSuccess: (answer) => queries.setQueryData(key, answer),
  });
  const fault = save.isError ? Problem.from(save.error) : null;
  const line = (p: Preference, way: 'app' | 'mail') => <Switch checked={p[way]} aria-label={t('switch', { kind: p.label, way: t(way) })} onChange={(now) => save.mutate({ ...p, [way]: now })} />;
  return (
    <Page title={t('preferences')} crumb={<span className="row g6"><Link to="/notifications">{t('title')}</Link><ChevronRight size={14} aria-hidden /><h1>{t('preferences')}</h1></span>}>
      <div className="pad npage">
        <p className="t2 mb16">{t('preferences_text')}</p>
        {found.isPending && <Bone width="100%" height={200} />}
        {found.isError && <ErrorState title={t('preferences_failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />}
        {found.data && (
          <table className="nprefs">
            <thead><tr><th scope="col">{t('kind')}</th><th scope="col">{t('app')}</th><th scope="col">{t('mail')}</th></tr></thead>
            <tbody>{found.data.map((p) => <tr key={p.kind}><th scope="row">{p.label}</th><td>{line(p, 'app')}</td><td>{line(p, 'mail')}</td></tr>)}</tbody>
          </table>
        )}
        <p role="alert" className="red mt8">{fault && (fault.detail || t('not_saved'))}</p>
      </div>
    </Page>
  );
}
