import './oversight.css';
import { Button } from 'antd';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { url } from '@/api/client';
import { DateText, Page, RecordGate } from '@/ui';
import { useReview } from './api';
import { Digest, ReviewFacts } from './ReviewFacts';

/** A month as it was signed. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('oversight');
  const query = useReview(id);
  const back = { to: '/points-reviews', label: t('tab.reviews') };
  return (
    <RecordGate query={query} title={t('tab.reviews')} failed={t('review.failed')} back={back}>
      {(review) => (
        <Page title={t('review.title', { month: review.month })} back={back} actions={<Button icon={<Download size={15} />} href={url(`/points/reviews/${review.id}/pdf/file`)}>PDF</Button>}>
          <div className="ov-review">
            <p className="notice">{t('review.was_signed', { who: review.signed_by })} <DateText value={review.signed_at} as="stamp" />{review.comment && <><br />{review.comment}</>}</p>
            <ReviewFacts facts={review.facts} />
            <Digest digest={review.digest} intact={review.intact} head={review.facts.ledger.head} />
          </div>
        </Page>
      )}
    </RecordGate>
  );
}
