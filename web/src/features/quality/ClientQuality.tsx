import './quality.css';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { DateText, ErrorState, RecordSkeleton } from '@/ui';
import { Acts } from './Acts';
import { placeOf, useClientQuality } from './api';

/** Why a dossier has the score it has, line by line, each with the place to mend it. */
export default function ClientQuality({ id }: { id: string }) {
  const { t } = useTranslation('quality');
  const query = useClientQuality(id);
  if (query.isPending) return <RecordSkeleton />;
  if (query.isError) return <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />;
  const { score, version, judged_at: at, issues } = query.data;
  if (score === null) return <p className="t3">{t('not_judged')}</p>;
  return (
    <>
      <div className="row g24 wrap base mb12">
        <span className="row g8 base"><span className="s13 t2">{t('score')}</span><b className="s20 num">{score}</b></span>
        <span className="s13 t2">{t('explained', { lost: 100 - score, version })}{at && <> · <DateText value={at} as="ago" /></>}</span>
      </div>
      {issues.length === 0 ? <p className="t2">{t('nothing_found')}</p> : (
        <ul className="ql-issues">
          {issues.map((i) => (
            <li key={i.id}>
              <span className="num w6 ql-points">−{i.points}</span>
              <span className="grow min0"><Link to={placeOf(id, i.field)}>{i.text}</Link><span className="s13 t3 ql-why">{t(`kind.${i.kind}`)} · <DateText value={i.found_at} as="ago" />{i.reason && ` · ${i.settled_by}: ${i.reason}`}</span></span>
              <Acts id={i.id} state={i.state} client="" text={i.text} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
