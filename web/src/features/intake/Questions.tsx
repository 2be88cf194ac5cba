import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useQuestionnaire, useRefresh } from '@/features/interviews/api';
import { QuestionnaireForm } from '@/features/interviews/QuestionnaireForm';
import { Page, RecordGate } from '@/ui';

/** What a form on the web asks; saving makes the next edition. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('intake');
  const found = useQuestionnaire(id);
  const refresh = useRefresh();
  return (
    <RecordGate query={found} title={t('questions')} failed={t('failed')} back={{ to: '/public-forms', label: t('forms') }}>
      {(one) => <Page title={one.zh} back={{ to: '/public-forms', label: t('forms') }}><div className="pad iv"><QuestionnaireForm key={one.version} one={one} onSaved={() => void refresh()} /></div></Page>}
    </RecordGate>
  );
}
