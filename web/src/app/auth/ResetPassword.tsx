import { Button, Input } from 'antd';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { NewPassword } from '@/features/account/NewPassword';
import { wordsOf } from '@/features/account/words';
import { SessionProvider, useSession } from '../session';
import { AuthFrame } from './AuthFrame';

/** /password: asks for the mailed link; /password#key, where the link leads, sets the new one. The key is never sent to a log. */
export function Component() {
  return <SessionProvider><Place /></SessionProvider>;
}

const home = () => window.location.assign('/');

function Place() {
  const { t } = useTranslation('account');
  const { loading } = useSession();
  const [token, setToken] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    const read = () => setToken(window.location.hash.slice(1));
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  const [done, setDone] = useState(false);
  if (loading) return null;
  const set = async (password: string) => {
    await api.post('/password/reset', { token, password });
    window.history.replaceState(null, '', '/password');
    setDone(true);
  };
  return (
    <AuthFrame title={t(token ? 'reset.title' : 'forgotten.title')}>
      <div className="mt20">
        {done && <div className="col g12 start"><p role="status">{t('reset.done')}</p><Button type="primary" onClick={home}>{t('reset.enter')}</Button></div>}
        {!done && token && <NewPassword about={[]} verb={t('reset.set')} onSend={set} />}
        {!token && <Ask />}
        {!done && <p className="mt20"><button type="button" className="linkish s13" onClick={home}>{t('step.again')}</button></p>}
      </div>
    </AuthFrame>
  );
}

function Ask() {
  const { t } = useTranslation('account');
  const [email, setEmail] = useState('');
  const [state, setState] = useState<'open' | 'busy' | 'sent'>('open');
  const [failure, setFailure] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!email.includes('@')) return setFailure(t('forgotten.needed'));
    setState('busy');
    setFailure('');
    api.post('/password/forgotten', { email: email.trim() }).then(() => setState('sent'), (error: unknown) => { setFailure(wordsOf(Problem.from(error), t)); setState('open'); });
  };
  if (state === 'sent') return <p role="status">{t('forgotten.sent')}</p>;
  return (
    <form onSubmit={submit} noValidate>
      <p className="s13 t2">{t('forgotten.text')}</p>
      <label htmlFor="email" className="f">{t('forgotten.email')}</label>
      <Input id="email" size="large" type="email" autoFocus value={email} onChange={(e) => setEmail(e.target.value)} autoComplete="username" aria-invalid={Boolean(failure)} status={failure ? 'error' : undefined} />
      <p className="s13 red mt4 mb12" role="alert">{failure}</p>
      <Button type="primary" size="large" block htmlType="submit" loading={state === 'busy'}>{t('forgotten.send')}</Button>
    </form>
  );
}
