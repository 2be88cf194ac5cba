import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { addDays, today } from '@/lib/dates';
import { FormDialog, toast, type Field } from '@/ui';
import { useRefresh } from './api';
import { CREDIT, GRADES, type Credit } from './credit';

/** To ask for another grade takes a reason and a day; somebody else decides. */
export function OverrideDialog({ credit, onClose }: { credit: Credit; onClose: () => void }) {
  const { t } = useTranslation('care');
  const refresh = useRefresh();
  const fields: Field[] = [
    { name: 'grade', label: t('override.grade'), type: 'choice', choices: GRADES.filter((g) => g !== credit.grade).map((g) => ({ value: g, label: g })) },
    { name: 'until', label: t('override.until_label'), type: 'date', help: t('override.until_help') },
    { name: 'reason', label: t('override.reason'), type: 'textarea', maxLength: 500, help: t('override.reason_help') },
  ];
  return (
    <FormDialog<Credit>
      open title={t('override.ask_title')} fields={fields} initial={{ grade: '', until: addDays(today(), 90), reason: '' }} submitText={t('override.submit')} onCancel={onClose}
      onSubmit={(v, { idempotencyKey }) => api.post<Credit>(`/clients/${credit.client_id}/credit/override`, v, { idempotencyKey })}
      onDone={() => { onClose(); void refresh(CREDIT, 'approvals.approval'); toast(t('override.sent')); }}
    />
  );
}
