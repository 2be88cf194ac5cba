import './oversight.css';
import { Button } from 'antd';
import { Signature } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { api } from '@/api/client';
import { useRefreshAny } from '@/lib/refresh';
import { FormDialog, Page, RecordGate, toast } from '@/ui';
import { REVIEW, useDraft, type Draft, type Review } from './api';
import { Digest, ReviewFacts } from './ReviewFacts';

/** A month as it would be signed now. */
export function Component() {
  const { month = '' } = useParams();
  const { t } = useTranslation('oversight');
  const query = useDraft(month);
  const back = { to: '/points-reviews', label: t('tab.reviews') };
  return <RecordGate query={query} title={month} failed={t('review.failed')} back={back}>{(draft) => <Shown draft={draft} />}</RecordGate>;
}

function Shown({ draft }: { draft: Draft }) {
  const { t } = useTranslation('oversight');
  const refresh = useRefreshAny();
  const navigate = useNavigate();
  const [signing, setSigning] = useState(false);
  const may = draft.may_sign && draft.handled.length === 0;
  return (
    <Page title={t('review.title', { month: draft.month })} back={{ to: '/points-reviews', label: t('tab.reviews') }} actions={may && <Button type="primary" icon={<Signature size={15} />} onClick={() => setSigning(true)}>{t('review.sign')}</Button>}>
      <div className="ov-review">
        {draft.handled.length > 0 && <p className="notice">{t('review.handled_by_you', { cases: draft.handled.join('、') })}</p>}
        <ReviewFacts facts={draft.facts} />
        <Digest digest={draft.digest} head={draft.facts.ledger.head} />
      </div>
      {signing && (
        <FormDialog<Review>
          open title={t('review.sign_title', { month: draft.month })} submitText={t('review.sign')} onCancel={() => setSigning(false)}
          fields={[{ name: 'comment', label: t('review.comment'), type: 'textarea', maxLength: 1000, optional: true, help: t('review.sign_help') }]} initial={{ comment: '' }}
          onSubmit={(v, { idempotencyKey }) => api.post<Review>('/points/reviews', { month: draft.month, comment: v.comment ?? '' }, { idempotencyKey })}
          onDone={(review) => { void refresh(REVIEW); toast(t('review.signed', { month: review.month })); void navigate(`/points-reviews/${review.id}`, { replace: true }); }}
        />
      )}
    </Page>
  );
}
