import { ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { api } from '@/api/client';
import { queryClient } from '@/lib/queryClient';
import { Page, RecordForm, toast, type Field } from '@/ui';
import { people } from '@/lib/sources';
import { contracts, PROJECT } from './api';

const CALENDARS = ['cn', 'cn6', 'daily'];

/** From a contract: /projects/new?contract=<id>&contract_title=… fills it in. */
export function Component() {
  const { t } = useTranslation('projects');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const contract = params.get('contract') ?? undefined;
  const fields: Field[] = [
    { name: 'contract_id', label: t('field.contract'), type: 'remote', source: contracts, initialLabel: params.get('contract_title') ?? undefined, help: t('help.contract') },
    { name: 'name', label: t('field.name'), type: 'text', maxLength: 200 },
    { name: 'manager_id', label: t('field.manager'), type: 'person', source: people },
    { name: 'starts_on', label: t('field.starts_on'), type: 'date', optional: true, help: t('help.starts_on') },
    { name: 'finishes_on', label: t('field.finishes_on'), type: 'date', optional: true, help: t('help.finishes_on') },
    { name: 'calendar', label: t('field.calendar'), type: 'choice', choices: CALENDARS.map((c) => ({ value: c, label: t(`calendar.${c}`) })) },
  ];
  return (
    <Page title={t('new')} crumb={<span className="row g6"><Link to="/projects">{t('title')}</Link><ChevronRight size={14} aria-hidden /><h1>{t('new')}</h1></span>}>
      <RecordForm<{ id: string }>
        draft={contract ? undefined : 'projects.project:new'} fields={fields} initial={{ calendar: 'cn', contract_id: contract }} submitText={t('create')}
        onSubmit={(values, { idempotencyKey }) => api.post('/projects', filled(values), { idempotencyKey })}
        onDone={(made) => { void queryClient.invalidateQueries({ queryKey: [PROJECT] }); toast(t('done.created')); void navigate(`/projects/${made.id}?tab=plan`); }}
        onCancel={() => void navigate('/projects')}
      />
    </Page>
  );
}

function filled(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, v]) => v !== '' && v !== undefined && v !== null));
}
