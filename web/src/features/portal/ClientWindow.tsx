import { useQuery } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { queryClient } from '@/lib/queryClient';
import { DateText, ErrorState, Person, RecordSkeleton, Status, toast } from '@/ui';

interface Contact { id: string; name: string; post: string; phone: string; email: string; user_id: string | null }
interface Invited { login: string; link: string | null; expires_at: string | null }
const CLIENT = 'clients.client';

/** Who of the client may look in: invite, send a new link, or close the window again. */
export default function ClientWindow({ id }: { id: string }) {
  const { t } = useTranslation('portal');
  const [made, setMade] = useState<{ contact: Contact; answer: Invited } | null>(null);
  const query = useQuery({ queryKey: [CLIENT, 'one', id, 'window'], queryFn: () => api.get<{ contacts: Contact[] }>(`/clients/${id}`) });
  if (query.isPending) return <RecordSkeleton />;
  if (query.isError) return <ErrorState title={t('staff.failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />;
  const { contacts } = query.data;
  return (
    <>
      <p className="t2 mb12">{t('staff.about')}</p>
      {contacts.length === 0 ? <p className="t3">{t('staff.none')}</p> : <ul className="ns">{contacts.map((c) => <Row key={c.id} contact={c} onMade={(answer) => setMade({ contact: c, answer })} />)}</ul>}
      {made && <LinkDialog name={made.contact.name} answer={made.answer} onClose={() => setMade(null)} />}
    </>
  );
}

function Row({ contact, onMade }: { contact: Contact; onMade: (answer: Invited) => void }) {
  const { t } = useTranslation('portal');
  const may = useCan(CLIENT, 'update');
  const [busy, setBusy] = useState(false);
  const act = async (what: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await what();
      await queryClient.invalidateQueries({ queryKey: [CLIENT] });
    } catch (error) {
      toast({ text: Problem.from(error).detail || t('staff.failed_act'), tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  const invite = () => act(async () => onMade(await api.post<Invited>(`/contacts/${contact.id}/portal`, {})));
  const revoke = () => act(async () => {
    await api.del(`/contacts/${contact.id}/portal`);
    toast({ text: t('staff.revoked', { name: contact.name }), undo: () => invite() });
  });
  return (
    <li>
      <span className="ns-text row g8"><Person value={contact.name} /><span className="t3 s13">{contact.post}</span></span>
      <span className="sp" />
      {contact.user_id ? <Status state="step.done">{t('staff.open')}</Status> : <span className="t3 s13">{t('staff.closed')}</span>}
      {may && <Button size="small" loading={busy} onClick={() => void invite()}>{contact.user_id ? t('staff.again') : t('staff.invite')}</Button>}
      {may && contact.user_id && <Button size="small" disabled={busy} onClick={() => void revoke()}>{t('staff.revoke')}</Button>}
    </li>
  );
}

function LinkDialog({ name, answer, onClose }: { name: string; answer: Invited; onClose: () => void }) {
  const { t } = useTranslation('portal');
  const copy = async () => {
    await navigator.clipboard.writeText(t('staff.letter', { name, link: answer.link ?? '', login: answer.login }));
    toast(t('copied'));
  };
  return (
    <Modal open title={t('staff.invited', { name })} onCancel={onClose} footer={answer.link ? <Button type="primary" onClick={() => void copy()}>{t('staff.copy')}</Button> : null}>
      {answer.link ? (
        <>
          <p className="t2 mb12">{t('staff.once')}</p>
          <Input.TextArea readOnly autoSize value={answer.link} aria-label={t('staff.link')} />
          <p className="s13 t3 mt8">{t('staff.login', { login: answer.login })} · {t('staff.until')} <DateText value={answer.expires_at} as="stamp" /></p>
        </>
      ) : <p>{t('staff.joined', { name })}</p>}
    </Modal>
  );
}
