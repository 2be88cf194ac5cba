import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { FormDialog, toast } from '@/ui';
import { useDefinition, type FieldDef, type Words } from '@/features/forms/api';
import { flattened, formField, formValues, nested } from '@/features/forms/fields';
import { wordOf } from '@/features/forms/words';
import { addMail, addNote, addStep, CLIENT, setTags, useRefresh, type Contact, type Dossier } from './api';
import { clientFields, contactFields, noteFields, sent, stepFields } from './fields';
import { locked } from '@/features/privacy/masks';

interface DialogProps { client: Dossier; onClose: () => void }

/** One part of the dossier: its columns, which stand under the basics, and what is defined for the part. */
export function EditDialog({ client, onClose, section = 'basic' }: DialogProps & { section?: string }) {
  const definition = useDefinition(CLIENT);
  if (definition.isError) toast({ text: definition.error.message, tone: 'bad' });
  if (!definition.data) return null;
  const part = definition.data.sections.find((s) => s.value === section);
  return <PartDialog client={client} section={section} title={part} fields={definition.data.fields.filter((f) => f.section === section && !f.removed)} onClose={onClose} />;
}

function PartDialog({ client, section, title, fields: defined, onClose }: DialogProps & { section: string; title: Words | undefined; fields: FieldDef[] }) {
  const { t, i18n } = useTranslation('clients');
  const { t: words } = useTranslation('forms');
  const refresh = useRefresh();
  const { t: lock } = useTranslation('privacy');
  const asked = { record: CLIENT, id: client.id, language: i18n.language, t: words, names: client.fact_names };
  const columns = section === 'basic' ? clientFields(t, client) : [];
  // A dossier is filled bit by bit: what its type needs is said, and asked for when it goes into force.
  const own = defined.map((f) => ({ ...formField(f, asked), optional: true }));
  const fields = locked([...columns, ...own], client, lock);
  const initial = { ...Object.fromEntries(columns.map((f) => [f.name, client[f.name as keyof Dossier] ?? ''])), ...formValues(defined, client.facts) };
  return (
    <FormDialog<Dossier>
      open title={section === 'basic' || !title ? t('edit_title') : t('edit_part', { part: wordOf(title, i18n.language) })} draft={`clients.client:${client.id}:${section}`} fields={fields} initial={initial} version={client.version} submitText={t('save')} onCancel={onClose}
      onSubmit={(values, { version }) => api.patch<Dossier>(`/clients/${client.id}`, nested(sent(values)), { version })} fromRecord={flattened}
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
      onSubmit={(values, { idempotencyKey }) => addNote(client.id, { ...sent(values), keywords: String(values.keywords ?? '').split(/[、,，;；\s]+/).filter(Boolean) }, idempotencyKey)}
      onDone={() => { onClose(); void refresh(); toast(t('done.noted')); }}
    />
  );
}

export function MailDialog({ client, onClose }: DialogProps) {
  const { t } = useTranslation('clients');
  const refresh = useRefresh();
  return (
    <FormDialog
      open title={t('mail.title')} initial={{}} submitText={t('mail.submit')} onCancel={onClose}
      fields={[{ name: 'file', label: t('mail.file'), type: 'file', accept: '.eml,message/rfc822', help: t('mail.help') }]}
      onSubmit={(values, { idempotencyKey }) => addMail(client.id, values.file as File, idempotencyKey)}
      onDone={() => { onClose(); void refresh(); toast(t('done.mailed')); }}
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
  const fields = locked(contactFields(t, client, contact), contact && client, lock);
  const blank = { name: '', decision_role: 'unknown', attitude: 'neutral', influence: 'unknown', is_primary: client.contacts.length === 0 };
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
