import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { today } from '@/lib/dates';
import { FormDialog, toast } from '@/ui';
import { useRefresh, type Specification } from './api';

/** That the client agreed: who there, and when. */
export function AgreeDialog({ spec, ids, onClose }: { spec: Specification; ids: string[]; onClose: () => void }) {
  const { t } = useTranslation('requirements');
  const refresh = useRefresh();
  return (
    <FormDialog
      open title={t('agree.title', { count: ids.length })} initial={{ contact_id: spec.contacts[0]?.id ?? '', agreed_on: today() }} submitText={t('agree.submit')} onCancel={onClose}
      fields={[
        { name: 'contact_id', label: t('agree.contact'), type: 'choice', optional: true, choices: spec.contacts.map((c) => ({ value: c.id, label: c.name })), help: spec.contacts.length ? undefined : t('agree.no_contacts') },
        { name: 'agreed_on', label: t('agree.on'), type: 'date' },
      ]}
      onSubmit={(values) => api.post(`/specifications/${spec.id}/agree`, { ids, contact_id: values.contact_id || null, agreed_on: values.agreed_on || null })}
      onDone={() => { onClose(); void refresh(); toast(t('done.agreed')); }}
    />
  );
}
