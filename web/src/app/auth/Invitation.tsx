import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { NewPassword } from '@/features/account/NewPassword';
import { SessionProvider, useSession } from '../session';
import { AuthFrame } from './AuthFrame';

interface Who { name: string; email: string | null }

/** /invitation#key, where the mailed link leads: a password of one's own, and one is in. The key is never sent to a log. */
export function Component() {
  return <SessionProvider><Place /></SessionProvider>;
}

const home = () => window.location.assign('/');

function Place() {
  const { t } = useTranslation('organisation');
  const { loading } = useSession();
  const [token] = useState(() => window.location.hash.slice(1));
  const who = useQuery({ queryKey: ['invitation', token], enabled: !loading, retry: false, staleTime: Infinity, queryFn: () => api.post<Who>('/invitation/look', { token }) });
  if (loading || who.isPending) return null;
  const set = async (password: string) => {
    await api.post('/invitation/accept', { token, password });
    home();
  };
  return (
    <AuthFrame title={t('accept.title')}>
      <div className="mt20">
        {who.isError && <div className="col g12 start"><p role="alert">{Problem.from(who.error).code === 'invitation_spent' ? Problem.from(who.error).message : t('accept.bad')}</p><Button size="large" onClick={home}>{t('accept.home')}</Button></div>}
        {who.data && <><p className="mb12">{t('accept.text', { name: who.data.name, email: who.data.email })}</p><NewPassword about={[who.data.name, who.data.email ?? '']} verb={t('accept.set')} onSend={set} /></>}
      </div>
    </AuthFrame>
  );
}
