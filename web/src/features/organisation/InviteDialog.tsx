import { Button, Modal } from 'antd';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useCan } from '@/app/session';
import { sent, USER, useDepartments, useRoles } from '@/features/accounts/api';
import { personFields, rolesField } from '@/features/accounts/fields';
import { copyText, FormDialog } from '@/ui';
import type { Invited } from './api';

/** Name, mailbox, department, title and roles; the invited chooses his own password. */
export function InviteDialog({ onClose, onDone }: { onClose: () => void; onDone: (made: Invited) => void }) {
  const { t } = useTranslation('organisation');
  const { t: words, i18n } = useTranslation('accounts');
  const roles = useRoles().data ?? [];
  const mayGrant = useCan(USER, 'grant');
  const fields = personFields(words, useDepartments().data ?? []).filter((f) => f.name !== 'phone');
  return (
    <FormDialog<Invited>
      open title={t('inv.new')} initial={{ name: '', email: '', title: '', department_id: '', roles: [] }} submitText={t('inv.send')} onCancel={onClose} onDone={onDone}
      fields={mayGrant ? [...fields, rolesField(words, roles, i18n.language)] : fields}
      onSubmit={({ roles, ...values }) => api.post<Invited>('/invitations', { ...sent(values), roles: roles ?? [] })}
    />
  );
}

/** The link where no mail is sent: told this once. */
export function LinkOnce({ made, onClose }: { made: Invited; onClose: () => void }) {
  const { t } = useTranslation('organisation');
  return (
    <Modal
      open title={t('inv.once', { name: made.name })} closable={false} keyboard={false} mask={{ closable: false }}
      footer={<><Button icon={<Copy size={15} />} onClick={() => copyText(made.link ?? '', t('inv.copied'), t('inv.not_copied'))}>{t('inv.copy')}</Button><Button type="primary" onClick={onClose}>{t('inv.kept')}</Button></>}
    >
      <p className="s13 t2 mb8">{t('inv.once_text', { name: made.name })}</p>
      <code style={{ overflowWrap: 'anywhere', userSelect: 'all' }} aria-label={t('inv.link')}>{made.link}</code>
    </Modal>
  );
}
