import { useTranslation } from 'react-i18next';
import { FormDialog, toast } from '@/ui';
import { decide, useDecided } from './api';

interface Props { id: string; record: string; title: string; approve: boolean; onClose: () => void }

/** A decision with its reason; sending back needs one. */
export function DecideDialog({ id, record, title, approve, onClose }: Props) {
  const { t } = useTranslation('approvals');
  const decided = useDecided();
  return (
    <FormDialog
      open title={t(approve ? 'approve_title' : 'reject_title', { title })} initial={{ comment: '' }} submitText={t(approve ? 'approve' : 'reject')} onCancel={onClose}
      fields={[{ name: 'comment', label: t('comment'), type: 'textarea', optional: approve, maxLength: 500 }]}
      onSubmit={(values) => decide(id, approve, String(values.comment ?? ''))}
      onDone={() => { onClose(); void decided(record); toast(t(approve ? 'approved' : 'rejected', { title })); }}
    />
  );
}
