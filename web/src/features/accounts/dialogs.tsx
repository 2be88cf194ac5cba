import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useCan } from '@/app/session';
import { locked } from '@/features/privacy/masks';
import { people } from '@/lib/sources';
import { FormDialog, toast, type Field } from '@/ui';
import { sent, USER, useDepartments, useRefresh, useRoles, type PersonFacts } from './api';
import { passwordField, personFields, rolesField } from './fields';

const DutyWarning = lazy(() => import('@/features/roles/DutyWarning'));

export function NewPerson({ onClose, onDone }: { onClose: () => void; onDone: (id: string) => void }) {
  const { t, i18n } = useTranslation('accounts');
  const refresh = useRefresh();
  const departments = useDepartments().data ?? [];
  const roles = useRoles().data ?? [];
  const given = useCan(USER, 'grant') ? [rolesField(t, roles, i18n.language)] : [];
  return (
    <FormDialog<{ id: string; name: string }>
      open title={t('new')} draft="accounts.user:new" initial={{ name: '', email: '', roles: [] }} submitText={t('add_person')} onCancel={onClose}
      fields={[...personFields(t, departments), ...given, passwordField(t, true)]}
      onSubmit={({ roles: chosen, ...values }, { idempotencyKey }) => api.post('/people', { ...sent(values), roles: chosen ?? [] }, { idempotencyKey })}
      onDone={(made) => { void refresh(); toast(t('done.added', { name: made.name })); onDone(made.id); }}
    />
  );
}

export function EditPerson({ person, onClose }: { person: PersonFacts; onClose: () => void }) {
  const { t } = useTranslation('accounts');
  const { t: lock } = useTranslation('privacy');
  const refresh = useRefresh();
  const fields: Field[] = locked([...personFields(t, useDepartments().data ?? []), { name: 'manager_id', label: t('field.manager'), type: 'person', optional: true, source: people, initialLabel: person.manager?.given ? person.manager.name : undefined, help: t('help.manager') }], person, lock);
  const initial = Object.fromEntries(fields.map((f) => [f.name, person[f.name as keyof PersonFacts] ?? '']));
  return (
    <FormDialog<PersonFacts>
      open title={t('edit', { name: person.name })} draft={`${person.id}:edit`} fields={fields} initial={initial} version={person.version} submitText={t('save')} onCancel={onClose}
      onSubmit={(values, { version }) => api.patch(`/people/${person.id}`, sent(values), { version })}
      onDone={() => { onClose(); void refresh(); toast(t('done.saved')); }}
    />
  );
}

export function RolesDialog({ person, onClose }: { person: PersonFacts; onClose: () => void }) {
  const { t, i18n } = useTranslation('accounts');
  const refresh = useRefresh();
  return (
    <FormDialog<PersonFacts>
      open title={t('roles_of', { name: person.name })} fields={[rolesField(t, useRoles().data ?? [], i18n.language)]} initial={{ roles: person.roles }} version={person.version} submitText={t('save_roles')} onCancel={onClose}
      onSubmit={(values, { version }) => api.put(`/people/${person.id}/roles`, { roles: values.roles ?? [] }, { version })}
      footer={(values) => <Suspense><DutyWarning roles={(values.roles as string[] | undefined) ?? []} /></Suspense>}
      onDone={() => { onClose(); void refresh(); toast(t('done.roles', { name: person.name })); }}
    />
  );
}

export function PasswordDialog({ person, onClose }: { person: PersonFacts; onClose: () => void }) {
  const { t } = useTranslation('accounts');
  const refresh = useRefresh();
  return (
    <FormDialog
      open title={t('password_of', { name: person.name })} fields={[passwordField(t, false)]} initial={{ password: '' }} submitText={t('reset_password')} onCancel={onClose} footer={() => <p className="s13 t2">{t('help.reset', { name: person.name })}</p>}
      onSubmit={(values) => api.post(`/people/${person.id}/password`, values)}
      onDone={() => { onClose(); void refresh(); toast(t('done.password', { name: person.name })); }}
    />
  );
}
