import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useRefreshAny } from '@/lib/refresh';
import { FormDialog, toast, type Field, type Values } from '@/ui';
import { ACCOUNT } from './api';
import { ADJUSTMENT } from './keeping';

interface Props { clientId: string; name: string; onClose: () => void }

/** To give or take points by hand takes a reason and a document; somebody else decides. */
export function AdjustDialog({ clientId, name, onClose }: Props) {
  const { t } = useTranslation('loyalty');
  const refresh = useRefreshAny();
  const people = useQuery({ queryKey: ['clients.client', 'one', clientId, 'people'], queryFn: ({ signal }) => api.get<{ contacts: Schema<'Named'>[] }>(`/clients/${clientId}`, { signal }) });
  const fields: Field[] = [
    { name: 'kind', label: t('adjust.kind'), type: 'choice', choices: (['manual', 'suggestion', 'referral'] as const).map((k) => ({ value: k, label: t(`adjust.kinds.${k}`) })), help: t('adjust.kind_help') },
    { name: 'points', label: t('adjust.points'), type: 'integer', min: -1_000_000, max: 1_000_000, help: t('adjust.points_help'), visible: (v) => v.kind === 'manual' },
    { name: 'contact_id', label: t('adjust.contact'), type: 'choice', optional: true, choices: (people.data?.contacts ?? []).map((c) => ({ value: c.id, label: c.name })), help: t('adjust.contact_help') },
    { name: 'reason', label: t('adjust.reason'), type: 'textarea', maxLength: 500 },
    { name: 'file', label: t('adjust.document'), type: 'file', help: t('adjust.document_help') },
  ];
  const send = (v: Values, idempotencyKey: string) => {
    const body = new FormData();
    const file = Array.isArray(v.file) ? (v.file[0] as File | undefined) : (v.file as File | undefined);
    body.append('kind', String(v.kind));
    body.append('points', v.kind === 'manual' ? String(v.points) : '0');
    if (v.contact_id) body.append('contact_id', String(v.contact_id));
    body.append('reason', String(v.reason));
    if (file) body.append('file', file);
    return api.post<Schema<'Made'>>(`/clients/${clientId}/points/adjustments`, body, { idempotencyKey });
  };
  return (
    <FormDialog<Schema<'Made'>>
      open title={t('adjust.title', { name })} fields={fields} initial={{ kind: 'manual', points: null, contact_id: null, reason: '', file: null }} submitText={t('adjust.submit')} onCancel={onClose}
      onSubmit={(v, { idempotencyKey }) => send(v, idempotencyKey)} onDone={() => { onClose(); void refresh(ADJUSTMENT, ACCOUNT, 'approvals.approval'); toast(t('adjust.sent')); }}
    />
  );
}
