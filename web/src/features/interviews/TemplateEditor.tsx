import './interviews.css';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { Page, RecordGate } from '@/ui';
import { useQuestionnaire, useRefresh, type Questionnaire } from './api';
import { QuestionnaireForm } from './QuestionnaireForm';

const BLANK: Questionnaire = { id: '', version: 0, number: 0, purpose: 'interview', zh: '', en: '', archived: false, questions: [] };

/** A questionnaire: its name and its questions; saving makes the next edition, what was answered keeps the wording it was asked in. */
export function Component() {
  const { id } = useParams();
  const { t } = useTranslation('interviews');
  const found = useQuestionnaire(id);
  if (!id) return <Editor one={BLANK} />;
  return <RecordGate query={found} title={t('templates')} failed={t('failed_templates')} back={{ to: '/interview-templates', label: t('templates') }}>{(one) => <Editor key={one.version} one={one} />}</RecordGate>;
}

function Editor({ one }: { one: Questionnaire }) {
  const { t } = useTranslation('interviews');
  const navigate = useNavigate();
  const refresh = useRefresh();
  return (
    <Page title={one.zh || t('new_template')} back={{ to: '/interview-templates', label: t('templates') }}>
      <div className="pad iv"><QuestionnaireForm one={one} onSaved={(made) => { void refresh(); if (!one.id) void navigate(`/interview-templates/${made.id}`, { replace: true }); }} /></div>
    </Page>
  );
}
