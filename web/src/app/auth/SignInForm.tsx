import { Button, Checkbox, Input } from 'antd';
import { KeyRound } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { Avatar } from '@/ui/Person';
import { askPasskey, passkeysHere } from '@/lib/passkeys';
import { useSession, type DemoAccount } from '../session';
import { SsoButtons } from './SsoButtons';

export function SignInForm({ client }: { client: boolean }) {
  const { t } = useTranslation();
  const { signIn, reread, welcome, offer } = useSession();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [remember, setRemember] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const providers = client ? [] : (offer.providers ?? []);
  const closed = !client && Boolean(offer.sso_only) && providers.length > 0;
  const [opened, setOpened] = useState(false);

  const enter = async (as: { login: string; password: string }) => {
    setBusy(true);
    setFailure('');
    try {
      await signIn({ ...as, remember });
    } catch (error) {
      const problem = Problem.from(error);
      setFailure(problem.detail || problem.title || t(problem.status === 0 ? 'auth.unreachable' : 'auth.failed'));
      setBusy(false);
    }
  };
  const withPasskey = async () => {
    setBusy(true);
    setFailure('');
    try {
      await api.post('/session/passkey', { ...(await askPasskey('/session/passkey/options')), remember });
      await reread();
    } catch (error) {
      const problem = Problem.from(error);
      setFailure(problem.detail || t(problem.code === 'passkey_cancelled' ? 'auth.passkey_cancelled' : 'auth.failed'));
    }
    setBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!login.trim() || !password) return setFailure(t('auth.both'));
    void enter({ login: login.trim(), password });
  };
  const pick = (account: DemoAccount) => {
    setLogin(account.login);
    void enter({ login: account.login, password: welcome.demo_password ?? '' });
  };
  const other = <SsoButtons providers={providers} remember={remember} first={closed} disabled={busy} onFail={setFailure} />;
  if (closed && !opened) {
    return (
      <>
        <p className="s13 t2 mt12 mb12">{t('auth.sso_only')}</p>
        {other}
        <p className="s13 red mt8" role="alert">{failure}</p>
        <p className="mt20"><button type="button" className="linkish s13" onClick={() => setOpened(true)}>{t('auth.emergency')}</button></p>
      </>
    );
  }
  return (
    <>
      <form onSubmit={submit} className="mt12" noValidate>
        <label htmlFor="login" className="f">{t('auth.login')}</label>
        <Input id="login" size="large" value={login} onChange={(e) => setLogin(e.target.value)} autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} />
        <label htmlFor="password" className="f">{t('auth.password')}</label>
        <Input.Password
          id="password" size="large" value={password} onChange={(e) => setPassword(e.target.value)} autoComplete="current-password"
          status={failure ? 'error' : undefined} aria-invalid={Boolean(failure)} aria-describedby={failure ? 'sign-in-failure' : undefined}
        />
        <p id="sign-in-failure" className="s13 red mt4" role="alert">{failure}</p>
        <div className="row btw wrap" style={{ margin: '14px 0 18px' }}>
          {offer.remember_days > 0 ? <Checkbox checked={remember} onChange={(e) => setRemember(e.target.checked)}>{t('auth.remember', { count: offer.remember_days })}</Checkbox> : <span />}
          {!client && offer.forgotten && <a className="s13" href="/password">{t('auth.forgotten')}</a>}
        </div>
        <Button type="primary" size="large" block htmlType="submit" loading={busy}>{t('auth.enter')}</Button>
        {!client && offer.passkeys && passkeysHere() && <Button className="mt8" size="large" block icon={<KeyRound size={16} />} disabled={busy} onClick={() => void withPasskey()}>{t('auth.passkey')}</Button>}
      </form>
      {providers.length > 0 && <><div className="rule mt20 mb12">{t('auth.or')}</div>{other}</>}
      {welcome.demo && welcome.demo.length > 0 && (
        <section className="mt20" aria-label={t('auth.demo')}>
          <div className="rule mb12">{t('auth.demo')}</div>
          <div className="demo-list">
            {welcome.demo.map((a) => (
              <button key={a.login} type="button" disabled={busy} onClick={() => pick(a)}>
                <Avatar name={a.name} size={24} />
                <span className="col min0"><span className="s13 el">{a.name}</span><span className="s12 t3 el">{a.title}</span></span>
              </button>
            ))}
          </div>
        </section>
      )}
      <p className="s13 t3 mt20">{t(client ? 'auth.invite_client' : 'auth.invite')}</p>
    </>
  );
}
