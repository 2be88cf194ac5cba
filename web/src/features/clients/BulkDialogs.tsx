import { useTranslation } from 'react-i18next';
import { FormDialog, toast, type Selection } from '@/ui';
import { idsOf, inChunks, type Many } from '@/lib/bulk';
import { people } from '@/lib/sources';
import { assign, tagMany, useRefresh } from './api';

interface DialogProps { selection: Selection; onClose: () => void }

export function AssignDialog({ selection, onClose }: DialogProps) {
  const { t } = useTranslation('clients');
  const refresh = useRefresh();
  return (
    <FormDialog<Many>
      open title={t('assign.title', { count: selection.count })} initial={{}} submitText={t('assign.submit', { count: selection.count })} onCancel={onClose}
      fields={[{ name: 'owner_id', label: t('assign.owner'), type: 'person', source: people }]}
      onSubmit={(values) => idsOf('/clients', selection).then((ids) => inChunks(ids, (some) => assign(some, String(values.owner_id))))}
      onDone={(answer) => {
        onClose();
        void refresh();
        toast(answer.refused.length ? t('done.assigned_some', { count: answer.done.length, refused: answer.refused.length }) : t('done.assigned', { count: answer.done.length }));
      }}
    />
  );
}

export function TagDialog({ selection, onClose }: DialogProps) {
  const { t } = useTranslation('clients');
  const refresh = useRefresh();
  return (
    <FormDialog<Many>
      open title={t('tagging.title', { count: selection.count })} initial={{ name: '' }} submitText={t('tagging.submit', { count: selection.count })} onCancel={onClose}
      fields={[{ name: 'name', label: t('tagging.name'), type: 'text', maxLength: 20 }]}
      onSubmit={(values) => idsOf('/clients', selection).then((ids) => inChunks(ids, (some) => tagMany(some, String(values.name))))}
      onDone={(answer) => {
        onClose();
        void refresh();
        toast(t('done.tagged', { count: answer.done.length }));
      }}
    />
  );
}
