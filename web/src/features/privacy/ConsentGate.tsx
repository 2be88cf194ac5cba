import './privacy.css';
import { Button, Checkbox } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useSession } from '@/app/session';
import { useRefresh, useTold } from './api';

/** At the first sign-in, and after every new version: what is done with one's data, and the consent to it. */
export function ConsentGate({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation('privacy');
  const { signOut } = useSession();
  const told = useTold('/portal/privacy');
  const refresh = useRefresh();
  const [ticked, setTicked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  if (told.isPending) return null;
  const notice = told.data?.notice;
  if (!notice || !told.data?.open) return children;
  const agree = async () => {
    setBusy(true);
    try {
      await api.post('/portal/privacy/consent', { notice_id: notice.id });
      await refresh();
    } catch (error) {
      setFailure(Problem.from(error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="portal">
      <main className="portal-main" id="content" tabIndex={-1}>
        <h1 className="pw-title">{t('portal.first')}</h1>
        <section className="pcard">
          <p className="s13 t3">{t('notice.version', { number: notice.number })}</p>
          <p className="pv-text mt8">{(i18n.language.startsWith('en') && notice.en) || notice.zh}</p>
        </section>
        <Checkbox className="mt12" checked={ticked} onChange={(e) => setTicked(e.target.checked)}>{t('portal.agree_text')}</Checkbox>
        {failure && <p className="red s13 mt8" role="alert">{failure}</p>}
        <div className="pw-acts"><Button type="primary" className="pw-btn" disabled={!ticked} loading={busy} onClick={() => void agree()}>{t('portal.agree')}</Button><Button className="pw-btn" onClick={() => void signOut()}>{t('portal.decline')}</Button></div>
      </main>
    </div>
  );
}
