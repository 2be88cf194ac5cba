import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog, toast } from '@/ui';
import { decideMany, useDecided } from './api';

interface Props { ids: string[]; records: string[]; approve: boolean; onClose: () => void }

/** One decision on many matters, with one reason; what somebody else has decided meanwhile is left and said. */
export function DecideManyDialog({ ids, records, approve, onClose }: Props) {
  const { t } = useTranslation('approvals');
  const decided = useDecided();
  const told = useRef('');
  const n = (count: number) => ({ count, shown: count.toLocaleString('en') });
  return (
    <FormDialog
      open title={t(approve ? 'many.approve_title' : 'many.reject_title', n(ids.length))} initial={{ comment: '' }} submitText={t(approve ? 'approve' : 'reject')} onCancel={onClose}
      fields={[{ name: 'comment', label: t('comment'), type: 'textarea', optional: approve, maxLength: 500 }]}
      onSubmit={async (values) => {
        const { done, refused } = await decideMany(ids, approve, String(values.comment ?? ''));
        told.current = t(approve ? 'many.approved' : 'many.rejected', n(done.length)) + (refused.length > 0 ? t('many.left', n(refused.length)) : '');
      }}
      onDone={() => { onClose(); for (const record of new Set(records)) void decided(record); toast(told.current); }}
    />
  );
}
