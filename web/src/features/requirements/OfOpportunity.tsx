import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { Bone, EmptyState, ErrorState } from '@/ui';
import { useOfOpportunity } from './api';
import { Panel } from './Panel';

/** Level two on the page of an opportunity; contract and project show the same one through their opportunity. */
export default function OfOpportunity({ id }: { id: string }) {
  const { t } = useTranslation('requirements');
  const found = useOfOpportunity(id);
  if (found.isPending) return <Bone width="100%" height={240} />;
  if (found.isError) return <ErrorState title={t('failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />;
  if (!found.data) return <EmptyState title={t('not_yours')} text={t('not_yours_text')} />;
  return <Panel id={found.data.id} />;
}

/** Of a contract or a project that grew out of no opportunity. */
export function NoOpportunity() {
  const { t } = useTranslation('requirements');
  return <EmptyState title={t('no_opportunity')} text={t('no_opportunity_text')} />;
}
