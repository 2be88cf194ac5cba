import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { FormDialog, toast, type Field } from '@/ui';
import { useRefresh, type Found, type RequestRow } from './api';

type Who = { kind: 'contact' | 'user'; id: string; name: string };
const PURPOSES = ['window', 'service', 'marketing', 'image', 'sensitive', 'abroad'];
const KINDS = ['access', 'copy', 'correct', 'erase', 'transfer', 'withdraw', 'explain'];
const HOW = ['paper', 'mail', 'phone', 'meeting'];

function useFields() {
  const { t } = useTranslation('privacy');
  const choice = (name: string, label: string, prefix: string, values: string[]): Field => ({ name, label, type: 'choice', choices: values.map((value) => ({ value, label: t(`${prefix}.${value}`) })) });
  const who: Field = {
    name: 'who', label: t('who'), type: 'remote', help: t('who_help'),
    source: async (q, signal) => (q.trim() ? (await api.get<{ items: Found[] }>('/privacy/people', { params: { q }, signal })).items.map((p) => ({ value: `${p.kind}:${p.id}`, label: p.name, note: p.about })) : []),
  };
  return { t, choice, who };
}

const sent = (who: unknown) => { const [person, person_id] = (typeof who === 'string' ? who : '').split(':'); return person_id ? { person, person_id } : {}; };

export function ConsentDialog({ person, onClose }: { person?: Who; onClose: () => void }) {
  const { t, choice, who } = useFields();
  const refresh = useRefresh();
  return (
    <FormDialog
      open title={person ? t('consent.of', { name: person.name }) : t('consent.new')} submitText={t('consent.save')} onCancel={onClose}
      initial={{ who: person ? `${person.kind}:${person.id}` : '', purpose: 'service', how: 'paper', given_on: null, note: '' }}
      fields={[...(person ? [] : [who]), choice('purpose', t('consent.for'), 'consent.purpose', PURPOSES), choice('how', t('consent.how'), 'how', HOW), { name: 'given_on', label: t('consent.given_on'), type: 'date', optional: true }, { name: 'note', label: t('consent.note'), type: 'text', optional: true, maxLength: 200 }]}
      onSubmit={({ who: chosen, given_on, ...values }, { idempotencyKey }) => api.post('/privacy/consents', { ...values, ...sent(chosen), given_on: given_on || null }, { idempotencyKey })}
      onDone={() => { onClose(); void refresh(); toast(t('consent.saved')); }}
    />
  );
}

export function RequestDialog({ person, onClose }: { person?: Who; onClose: () => void }) {
  const { t, choice, who } = useFields();
  const refresh = useRefresh();
  return (
    <FormDialog<{ number: string }>
      open title={person ? t('request.of', { name: person.name }) : t('request.new')} submitText={t('request.save')} onCancel={onClose}
      initial={{ who: person ? `${person.kind}:${person.id}` : '', asker: '', kind: 'access', how: 'mail', received_on: null, wish: '' }}
      fields={[
        ...(person ? [] : [{ ...who, optional: true }, { name: 'asker', label: t('request.asker'), type: 'text' as const, optional: true, maxLength: 60, help: t('request.asker_help') }]),
        choice('kind', t('request.what'), 'request.kind', KINDS), choice('how', t('request.came'), 'how', HOW), { name: 'received_on', label: t('request.received_on'), type: 'date', optional: true, help: t('request.due_help') },
        { name: 'wish', label: t('request.wish'), type: 'textarea', optional: true },
      ]}
      onSubmit={({ who: chosen, received_on, ...values }, { idempotencyKey }) => api.post('/privacy/requests', { ...values, ...sent(chosen), received_on: received_on || null }, { idempotencyKey })}
      onDone={(made) => { onClose(); void refresh(); toast(t('request.saved', { number: made.number })); }}
    />
  );
}

export function CloseDialog({ row, onClose }: { row: RequestRow; onClose: () => void }) {
  const { t, choice } = useFields();
  const refresh = useRefresh();
  return (
    <FormDialog
      open title={t('request.close_title', { number: row.number })} submitText={t('request.close')} version={row.version} onCancel={onClose}
      footer={() => (row.wish ? <p className="s13 t2 pv-text">{t('request.wish')}{t('colon')}{row.wish}</p> : null)}
      initial={{ state: 'done', answer: '' }} fields={[choice('state', t('request.outcome'), 'request.state', ['done', 'refused']), { name: 'answer', label: t('request.answer'), type: 'textarea', optional: true, help: t('request.answer_help') }]}
      onSubmit={(values, { version }) => api.post(`/privacy/requests/${row.id}/close`, values, { version })}
      onDone={() => { onClose(); void refresh(); toast(t('request.closed', { number: row.number })); }}
    />
  );
}
