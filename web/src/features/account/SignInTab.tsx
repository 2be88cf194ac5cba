import './account.css';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { Bone, confirm, Details, ErrorState, Section, toast } from '@/ui';
import { LinkedAccounts } from './LinkedAccounts';
import { SessionRows } from './SessionList';
import { useSignInOf, type SignInState } from './api';

/** On a colleague's page, for the administrator: is he locked out, how does he sign in, where is he signed in. */
export default function SignInTab({ id }: { id: string }) {
  const { t } = useTranslation('account');
  const queries = useQueryClient();
  const found = useSignInOf(id);
  if (found.isPending) return <Bone width="100%" height={160} />;
  if (found.isError) return <ErrorState title={t('of.failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />;
  const s = found.data;
  const act = async (path: string, done: string) => {
    queries.setQueryData(['account.sign_in', id], await api.post<SignInState>(`/people/${id}/${path}`));
    toast(t(done));
  };
  const sure = (path: string, title: string, text: string, done: string) => confirm({ title: t(title), text: t(text), verb: t(title), danger: true, act: () => act(path, done) });
  const methods = s.methods.map((m) => t(`of.method.${m}`)).join(' · ');
  return (
    <div className="acc">
      <Section
        title={t('of.title')}
        action={<span className="row g8 wrap">
          {s.locked_minutes !== null && <Button onClick={() => void act('unlock', 'of.unlocked').catch((e: unknown) => toast({ text: Problem.from(e).message, tone: 'bad' }))}>{t('of.unlock')}</Button>}
          {s.methods.length > 0 && <Button onClick={() => sure('clear-second-factor', 'of.clear', 'of.clear_text', 'of.cleared')}>{t('of.clear')}</Button>}
        </span>}
      >
        <Details items={[
          { label: t('of.lock'), value: s.locked_minutes === null ? t('of.open') : <span className="amber">{t('of.locked', { count: s.locked_minutes })}</span> },
          { label: t('second.title'), value: methods || (s.demanded ? <span className="amber">{t('of.must')}</span> : t('of.none')) },
          { label: t('password.title'), value: t(s.must_change_password ? 'of.must_change' : 'of.password_fine') },
        ]} />
      </Section>
      <LinkedAccounts person={id} />
      <Section title={t('sessions.title')} action={s.sessions.length > 0 && <Button onClick={() => sure('end-sessions', 'of.end', 'of.end_text', 'of.ended')}>{t('of.end')}</Button>}>
        {s.sessions.length === 0 ? <p className="t3">{t('of.nowhere')}</p> : <SessionRows rows={s.sessions} />}
      </Section>
    </div>
  );
}
