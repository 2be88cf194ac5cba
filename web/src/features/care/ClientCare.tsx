import './care.css';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { DateText, ErrorState, RecordSkeleton, Section, Tag } from '@/ui';
import { useClientTags } from './api';
import { ConditionWords } from './Conditions';
import { VISIT } from './visits';
import { VisitSection } from './VisitSection';

/** How a client is cared for: why each tag is there, and the segments that it is in now. */
export default function ClientCare({ id }: { id: string }) {
  const { t } = useTranslation('care');
  const query = useClientTags(id);
  const mayVisit = useCan(VISIT, 'view');
  if (query.isPending) return <RecordSkeleton />;
  if (query.isError) return <ErrorState title={t('client.failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />;
  const { tags, segments } = query.data;
  return (
    <>
      {mayVisit && <VisitSection id={id} />}
      <Section title={t('client.tags')}>
        {tags.length === 0 && <p className="t3">{t('client.no_tags')}</p>}
        <ul className="ca-list">
          {tags.map((tag) => (
            <li key={tag.name} className="row g12">
              <Tag>{tag.name}</Tag>
              <span className="s13 t2 grow min0">{tag.by_rule ? <>{t('client.by_rule')} <ConditionWords filters={tag.filters} /></> : t('client.by_hand')}</span>
              {tag.since && <span className="s12 t3 nw"><DateText value={tag.since} as="ago" /></span>}
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('client.segments')}>
        {segments.length === 0 && <p className="t3">{t('client.no_segments')}</p>}
        <ul className="row g12 wrap">{segments.map((s) => <li key={s.id}><Link to={`/segments/${s.id}`}>{s.name}</Link></li>)}</ul>
      </Section>
    </>
  );
}
