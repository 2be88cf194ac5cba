import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { FormDialog, toast } from '@/ui';
import { useRefresh, type Reward } from './api';

interface Props { reward: Reward; onClose: () => void }

/** More came in, or fewer are there: with the reason. */
export function StockDialog({ reward, onClose }: Props) {
  const { t } = useTranslation('mall');
  const refresh = useRefresh();
  return (
    <FormDialog<Reward>
      open title={t('stock.title', { title: reward.title })} initial={{ quantity: null, reason: '' }} submitText={t('stock.submit')} onCancel={onClose}
      fields={[{ name: 'quantity', label: t('stock.quantity'), type: 'integer', min: -1_000_000, max: 1_000_000, help: t('stock.help', { left: reward.left ?? 0 }) }, { name: 'reason', label: t('col.reason'), type: 'text', maxLength: 300 }]}
      onSubmit={(v, { idempotencyKey }) => api.post<Reward>(`/mall/rewards/${reward.id}/stock`, v, { idempotencyKey })} onDone={(now) => { void refresh(); toast(t('stock.done', { left: now.left ?? 0 })); onClose(); }}
    />
  );
}

/** A text file with a code a line. */
export function CodesDialog({ reward, onClose }: Props) {
  const { t } = useTranslation('mall');
  const refresh = useRefresh();
  const send = (file: unknown) => {
    const body = new FormData();
    const chosen = Array.isArray(file) ? (file[0] as File | undefined) : (file as File | undefined);
    if (chosen) body.append('file', chosen);
    return api.post<Schema<'CodesAdded'>>(`/mall/rewards/${reward.id}/codes`, body);
  };
  return (
    <FormDialog<Schema<'CodesAdded'>>
      open title={t('codes.title', { title: reward.title })} initial={{ file: null }} submitText={t('codes.submit')} onCancel={onClose}
      fields={[{ name: 'file', label: t('codes.file'), type: 'file', accept: '.txt,.csv,text/plain', help: t('codes.help') }]}
      onSubmit={(v) => send(v.file)} onDone={({ count }) => { void refresh(); toast(t('codes.done', { count })); onClose(); }}
    />
  );
}
