import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { CONFIRMED } from '@/lib/sso';
import { SessionProvider, useSession } from '../session';
import { AuthFrame } from './AuthFrame';

/** /sso/<code>: where a provider sends the browser back to. What it added to the address is taken out of it at once. */
export function Component() {
  return <SessionProvider><Place /></SessionProvider>;
}

interface Done { purpose?: 'link' | 'confirm' }

/** Sent once, however often the page is drawn: a state is good once. */
let sent: Promise<Done> | null = null;
function finish(code: string): Promise<Done> {
  sent ??= (() => {
    const params = Object.fromEntries(new URLSearchParams(window.location.search));
    window.history.replaceState(null, '', `/sso/${code}`);
    return api.post<Done>(`/sso/${code}/finish`, { params });
  })();
  return sent;
}

function Place() {
  const { code = '' } = useParams();
  const { t } = useTranslation();
  const { loading } = useSession();
  const [failure, setFailure] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  useEffect(() => {
    if (loading) return; // the session's first answer brings the CSRF cookie
    finish(code).then((done) => {
      if (done.purpose === 'confirm') {
        new BroadcastChannel(CONFIRMED).postMessage('confirmed');
        setConfirmed(true);
        window.close();
      } else window.location.replace(done.purpose === 'link' ? '/account/security' : '/');
    }, (error: unknown) => setFailure(Problem.from(error).detail || t('auth.failed')));
  }, [code, loading, t]);
  return (
    <AuthFrame title={t('auth.sso_title')}>
      <div className="mt20">
        {failure ? <p className="red" role="alert">{failure}</p> : <p role="status" className="t2">{t(confirmed ? 'auth.sso_confirmed' : 'auth.sso_wait')}</p>}
        {failure && <Button className="mt20" type="primary" size="large" block onClick={() => window.location.assign('/')}>{t('auth.sso_back')}</Button>}
      </div>
    </AuthFrame>
  );
}
