import '@/features/approvals/approvals.css';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan, useMe } from '@/app/session';
import { APPROVAL, useDecided, withdraw } from '@/features/approvals/api';
import { DecideDialog } from '@/features/approvals/DecideDialog';
import { useDefinition } from '@/features/forms/api';
import { nameOf } from '@/features/forms/words';
import { StatusPill, toast } from '@/ui';
import { CLIENT, type Dossier } from './api';

/** Of a dossier that is not in force: what it lacks or who is asked, and the next act. */
export function ReviewBar({ client }: { client: Dossier }) {
  const { t, i18n } = useTranslation('clients');
  const me = useMe();
  const decided = useDecided();
  const definition = useDefinition(CLIENT);
  const mayUpdate = useCan(CLIENT, 'update');
  const mayDecide = useCan(APPROVAL, 'update');
  const [lacking, setLacking] = useState<string[]>([]);
  const [busy, setBusy] = useState(false);
  const [open, setOpen] = useState<boolean | null>(null);
  if (client.state === 'in_force' || client.archived_at !== null) return null;
  const review = client.review;
  const called = (field: string) => { const f = definition.data && [...definition.data.columns, ...definition.data.fields].find((d) => d.key === field || `facts.${d.key}` === field); return f ? nameOf(f, i18n.language) : field; };
  const act = async (doing: () => Promise<unknown>, done: string) => {
    setBusy(true);
    setLacking([]);
    try {
      await doing();
      await decided(CLIENT);
      toast(done);
    } catch (error) {
      const problem = Problem.from(error);
      if (problem.errors.length) setLacking(problem.errors.map((e) => e.field));
      else toast({ text: problem.message, tone: 'bad' });
    } finally { setBusy(false); }
  };
  const waiting = client.state === 'review' && review?.state === 'waiting' ? review : null;
  const sentBack = client.state === 'draft' && review?.state === 'rejected' ? review : null;
  return (
    <section className="review-bar" aria-label={t('review.title')}>
      <StatusPill state={`client.${client.state}`} />
      <span className="s13 t2">
        {waiting ? t('review.waits', { people: waiting.deciders.join(t('common:word.and')), by: waiting.asked_by_name }) : sentBack ? t('review.sent_back', { who: sentBack.decided_by_name, why: sentBack.comment || '—' }) : t('review.draft')}
        {waiting?.note && <> {waiting.note}</>}
      </span>
      <span className="sp" />
      {client.state === 'draft' && mayUpdate && <Button size="small" loading={busy} onClick={() => void act(() => api.post(`/clients/${client.id}/submit`, {}), t('review.submitted'))}>{t('review.submit')}</Button>}
      {waiting && mayDecide && waiting.decider_ids.includes(me.id) && waiting.asked_by_id !== me.id && (
        <><Button size="small" type="primary" onClick={() => setOpen(true)}>{t('review.approve')}</Button><Button size="small" onClick={() => setOpen(false)}>{t('review.reject')}</Button></>
      )}
      {waiting && waiting.asked_by_id === me.id && <Button size="small" type="text" loading={busy} onClick={() => void act(() => withdraw(waiting.id), t('review.withdrawn'))}>{t('review.withdraw')}</Button>}
      {lacking.length > 0 && <p role="alert" className="s13 amber" style={{ flexBasis: '100%' }}>{t('review.lacking', { fields: lacking.map(called).join(t('common:word.and')) })}</p>}
      {open !== null && waiting && <DecideDialog id={waiting.id} record={CLIENT} title={client.name} approve={open} onClose={() => setOpen(null)} />}
    </section>
  );
}
