import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { FormDialog, toast, type Field } from '@/ui';
import { nameOf, useRefresh, type RolePage, type RoleRow } from './api';

type T = (key: string) => string;
const names = (t: T): Field[] => [{ name: 'zh', label: t('name_zh'), type: 'text' }, { name: 'en', label: t('name_en'), type: 'text', optional: true }];

/** A role of the company's own; it begins with what another may. */
export function NewRole({ roles, onClose, onDone }: { roles: RoleRow[]; onClose: () => void; onDone: (code: string) => void }) {
  const { t, i18n } = useTranslation('roles');
  const refresh = useRefresh();
  const options = roles.map((r) => ({ value: r.code, label: nameOf(r, i18n.language) }));
  return (
    <FormDialog<RolePage>
      open title={t('new')} initial={{ zh: '', en: '', copy_of: '' }} submitText={t('new')} onCancel={onClose}
      fields={[...names(t), { name: 'copy_of', label: t('copy_of'), type: 'choice', choices: options, optional: true, help: t('copy_help') }]}
      onSubmit={(values, { idempotencyKey }) => api.post('/roles', { zh: values.zh, en: values.en ?? '', copy_of: values.copy_of ?? '' }, { idempotencyKey })}
      onDone={(made) => { void refresh(); toast(t('done.made', { name: made.zh })); onDone(made.code); }}
    />
  );
}

export function RenameRole({ role, onClose }: { role: RolePage; onClose: () => void }) {
  const { t } = useTranslation('roles');
  const refresh = useRefresh();
  return (
    <FormDialog<RolePage>
      open title={t('rename')} fields={names(t)} initial={{ zh: role.zh, en: role.en }} version={role.version} submitText={t('rename')} onCancel={onClose}
      onSubmit={(values, { version }) => api.patch(`/roles/${role.code}`, { zh: values.zh, ...(values.en ? { en: values.en } : {}) }, { version })}
      onDone={() => { onClose(); void refresh(); toast(t('done.renamed')); }}
    />
  );
}
