import './roles.css';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { ROLE } from './api';

/** Before roles are given: the duties that would meet in one hand. It warns, it forbids nothing. */
export default function DutyWarning({ roles }: { roles: string[] }) {
  const { t } = useTranslation('roles');
  const chosen = [...roles].sort();
  const met = useQuery({ queryKey: [ROLE, 'met', ...chosen], enabled: chosen.length > 1, queryFn: ({ signal }) => api.post<Schema<'DutiesMet'>>('/people/roles/preview', { roles: chosen }, { signal }), select: (d) => d.duties });
  if (chosen.length < 2 || !met.data?.length) return null;
  return (
    <div className="notice warn" role="status">
      <p className="w6">{t('duty_warning')}</p>
      <ul>{met.data.map((d) => <li key={d.code}><b>{d.title}</b><span className="t2">{d.why}</span></li>)}</ul>
    </div>
  );
}
