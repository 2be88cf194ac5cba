import { Modal } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { Bone, FormDialog, toast, type Field } from '@/ui';
import { useRefresh, type Order } from './api';

export type Act = 'send' | 'fulfil' | 'cancel' | 'take_back';
const PATHS: Record<Act, string> = { send: 'send', fulfil: 'fulfil', cancel: 'cancel', take_back: 'take-back' };

/** One step of an order; what it does to points and stock is said before it is done. */
export function OrderDialog({ order, act, onClose }: { order: Order; act: Act; onClose: () => void }) {
  const { t } = useTranslation('mall');
  const refresh = useRefresh();
  const reason: Field = { name: 'reason', label: t('col.reason'), type: 'textarea', maxLength: 300, help: t(`help.${act}`, { points: order.points.toLocaleString('en-US') }) };
  const note: Field = { name: 'note', label: t('note'), type: 'text', maxLength: 300, optional: true };
  const fields: Record<Act, Field[]> = {
    send: [{ name: 'carrier', label: t('carrier'), type: 'text', maxLength: 60 }, { name: 'tracking', label: t('col.tracking'), type: 'text', maxLength: 60, optional: true }, note],
    fulfil: [{ ...note, help: t('help.fulfil') }], cancel: [reason], take_back: [reason, ...(order.kind === 'goods' ? [{ name: 'restock', label: t('restock'), type: 'switch' } satisfies Field] : [])],
  };
  return (
    <FormDialog
      open title={t(`ask.${act}`, { number: order.number })} fields={fields[act]} initial={act === 'take_back' ? { reason: '', restock: true } : {}} submitText={t(`act.${act}`)} onCancel={onClose}
      onSubmit={(v) => api.post(`/mall/orders/${order.id}/${PATHS[act]}`, Object.fromEntries(Object.entries(v).map(([k, value]) => [k, value ?? ''])))}
      onDone={() => { void refresh(); toast(t(`did.${act}`, { number: order.number })); onClose(); }}
    />
  );
}

/** The codes of an order; that they were looked at is on record. */
export function CodesShown({ order, onClose }: { order: Order; onClose: () => void }) {
  const { t } = useTranslation('mall');
  const found = useQuery({ queryKey: ['codes', order.id], gcTime: 0, staleTime: Infinity, retry: false, queryFn: () => api.post<Schema<'CodesShown'>>(`/mall/orders/${order.id}/codes`) });
  return (
    <Modal open title={t('codes.of', { number: order.number })} footer={null} onCancel={onClose} width={440}>
      {found.isPending && <Bone width="100%" height={40} />}
      {found.isError && <p className="red" role="alert">{Problem.from(found.error).message}</p>}
      {found.data && <ul className="ml-codes">{found.data.codes.map((code) => <li key={code}>{code}</li>)}</ul>}
      <p className="s13 t3 mt8">{t('codes.recorded')}</p>
    </Modal>
  );
}
