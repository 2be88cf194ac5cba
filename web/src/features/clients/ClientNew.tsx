import { useTranslation } from 'react-i18next';
import { ChevronRight } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api/client';
import { useCan } from '@/app/session';
import { Page, RecordForm, toast } from '@/ui';
import { CLIENT, useRefresh, type Dossier } from './api';
import { clientFields, sent } from './fields';

export function Component() {
  const { t } = useTranslation('clients');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const mayAssign = useCan(CLIENT, 'assign');
  return (
    <Page title={t('new')} crumb={<span className="row g6"><Link to="/clients">{t('title')}</Link><ChevronRight size={14} aria-hidden /><h1>{t('new')}</h1></span>}>
        <RecordForm<Dossier>
          draft="clients.client:new" fields={clientFields(t, undefined, mayAssign)} initial={{ kind: 'employer' }} submitText={t('create')}
          onSubmit={(values, { idempotencyKey }) => api.post<Dossier>('/clients', sent(values), { idempotencyKey })}
          onDone={(client) => { void refresh(); toast(t('done.created', { name: client.name })); void navigate(`/clients/${client.id}`); }}
          onCancel={() => void navigate('/clients')}
        />
    </Page>
  );
}
