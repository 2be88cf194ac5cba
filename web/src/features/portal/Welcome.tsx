import { Button, Input } from 'antd';
import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useSession } from '@/app/session';
import { Logo } from '@/ui/Logo';
import './portal.css';

/** The page behind the link that was sent: set a password, and come in. The key stands after #, so no server logs it. */
export function Component() {
  const { t } = useTranslation('portal');
  const { welcome } = useSession();
  const token = useLocation().hash.slice(1);
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => { document.title = t('welcome'); }, [t]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (password !== again) return setFailure(t('password_differs'));
    setBusy(true);
    setFailure('');
    try {
      await api.post('/portal/invitation/session', { token, password });
      window.location.assign('/portal');
    } catch (error) {
      const problem = Problem.from(error);
      setFailure(problem.detail || problem.title);
      setBusy(false);
    }
  };
  return (
    <main className="pw-door">
      <div className="row g12"><Logo size={36} /><div className="col"><h1 className="s20">{t('welcome')}</h1>{welcome.company?.name && <span className="s14 t3">{welcome.company.name}</span>}</div></div>
      <form onSubmit={(e) => void submit(e)} noValidate>
        <label htmlFor="pw-new">{t('password_new')}</label>
        <Input.Password id="pw-new" size="large" value={password} onChange={(e) => setPassword(e.target.value)} autoComplete="new-password" aria-describedby="pw-help" />
        <p id="pw-help" className="s14 t3 mt4">{t('password_help')}</p>
        <label htmlFor="pw-again">{t('password_again')}</label>
        <Input.Password id="pw-again" size="large" value={again} onChange={(e) => setAgain(e.target.value)} autoComplete="new-password" status={failure ? 'error' : undefined} aria-describedby="pw-failure" />
        <p id="pw-failure" className="s14 red mt4" role="alert">{failure}</p>
        <Button className="mt12" type="primary" size="large" block htmlType="submit" loading={busy} disabled={!password}>{t('come_in')}</Button>
      </form>
    </main>
  );
}
