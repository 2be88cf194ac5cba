import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { EmptyState, Page } from '@/ui';
import { MergeDesk } from './MergeDesk';

const ID = /^[0-9a-f-]{36}$/;

/** Dossiers that somebody chose himself. */
export function Component() {
  const { t } = useTranslation('duplicates');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const ids = (params.get('ids') ?? '').split(',').filter((id) => ID.test(id));
  return (
    <Page title={t('manual.title')} back={{ to: '/clients', label: t('manual.clients') }}>
      {ids.length < 2 ? <EmptyState title={t('manual.none')} text={t('manual.text')} /> : <MergeDesk ids={ids} reason="" onDone={(made) => navigate(`/clients/${made.client_id}`)} />}
    </Page>
  );
}
