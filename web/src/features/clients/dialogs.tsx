import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { FormDialog, toast } from '@/ui';
import { addNote, addStep, setTags, useRefresh, type Contact, type Dossier } from './api';
import { clientFields, contactFields, noteFields, sent, stepFields } from './fields';
import { locked } from '@/features/privacy/masks';

interface DialogProps { client: Dossier; onClose: () => void }

export function EditDialog({ client, onClose }: DialogProps) {
  const { t } = useTranslation('clients');
  const refresh = useRefresh();
  const { t: lock } = useTranslation('privacy');
  const fields = locked(clientFields(t, client), client, lock);
  const initial = Object.fromEntries(fields.map((f) => [f.name, client[f.name as keyof Dossier] ?? '']));
  return (
    <FormDialog<Dossier>
      open title={t('edit_title')} draft={`clients.client:${client.id}`} fields={fields} initial={initial} version={client.version} submitText={t('save')} onCancel={onClose}
      onSubmit={(values, { version }) => api.patch<Dossier>(`/clients/${client.id}`, sent(values), { version })}
      onDone={() => { onClose(); void refresh(); toast(t('done.saved')); }}
    />
  );
}

export function NoteDialog({ client, onClose }: DialogProps) {
  const { t } = useTranslation('clients');
  const refresh = useRefresh();
  return (
    <FormDialog
      open title={t('note.title', { name: client.name })} draft={`clients.note:${client.id}`} fields={noteFields(t)} initial={{ kind: 'visit', text: '' }} submitText={t('note.submit')} onCancel={onClose}
      onSubmit={(values, { idempotencyKey }) => addNote(client.id, values, idempotencyKey)}
      onDone={() => { onClose(); void refresh(); toast(t('done.noted')); }}
    />
  );
}

export function StepDialog({ client, onClose }: DialogProps) {
  const { t } = useTranslation('clients');
  const refresh = useRefresh();
  return (
    <FormDialog
      open title={t('steps.add_title')} draft={`clients.step:${client.id}`} fields={stepFields(t)} initial={{ kind: 'step', title: '' }} submitText={t('steps.submit')} onCancel={onClose}
      onSubmit={(values, { idempotencyKey }) => addStep(client.id, sent(values), idempotencyKey)}
      onDone={() => { onClose(); void refresh(); }}
    />
  );
}

export function TagsDialog({ client, onClose }: DialogProps) {
  const { t } = useTranslation('clients');
  const refresh = useRefresh();
  return (
    <FormDialog
      open title={t('tags.edit')} initial={{ names: client.tags.join('、') }} submitText={t('tags.submit')} onCancel={onClose}
      fields={[{ name: 'names', label: t('tags.names'), type: 'text', optional: true, help: t('tags.help') }]}
      onSubmit={(values) => setTags(client.id, String(values.names ?? '').split(/[、,，;；\s]+/).filter(Boolean))}
      onDone={() => { onClose(); void refresh(); }}
    />
  );
}

export function ContactDialog({ client, contact, onClose }: DialogProps & { contact?: Contact }) {
  const { t } = useTranslation('clients');
  const refresh = useRefresh();
  const { t: lock } = useTranslation('privacy');
  const fields = locked(contactFields(t), contact && client, lock);
  const blank = { name: '', decision_role: 'unknown', attitude: 'neutral', is_primary: client.contacts.length === 0 };
  const initial = contact ? Object.fromEntries(fields.map((f) => [f.name, contact[f.name as keyof Contact]])) : blank;
  const remove = async () => {
    if (!contact) return;
    await api.post(`/contacts/${contact.id}/archive`);
    onClose();
    await refresh();
    toast({ text: t('done.contact_archived', { name: contact.name }), undo: async () => { await api.post(`/contacts/${contact.id}/restore`); await refresh(); } });
  };
  return (
    <FormDialog
      open title={contact ? t('contact.edit') : t('contact.add_title')} fields={fields} initial={initial} version={contact?.version} submitText={contact ? t('save') : t('contact.submit')} onCancel={onClose}
      onSubmit={(values, { version, idempotencyKey }) => (contact
        ? api.patch(`/contacts/${contact.id}`, sent(values), { version })
        : api.post(`/clients/${client.id}/contacts`, sent(values), { idempotencyKey }))}
      onDone={() => { onClose(); void refresh(); }}
      footer={contact ? () => <Button type="text" danger onClick={() => void remove().catch((e: Error) => toast({ text: e.message, tone: 'bad' }))}>{t('contact.archive')}</Button> : undefined}
    />
  );
}
