import { Button } from 'antd';
import { Languages, SunMoon } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { setLang } from '@/lib/i18n';
import { Logo } from '@/ui/Logo';
import { useAppearance } from '../appearance';
import { useSession } from '../session';
import { Art } from './Art';
import { SignInForm } from './SignInForm';

function Tools() {
  const { t, i18n } = useTranslation();
  const { dark, setMode } = useAppearance();
  const english = i18n.language.startsWith('en');
  return (
    <div className="auth-tools">
      <Button type="text" className="quiet" icon={<SunMoon size={15} />} onClick={() => setMode(dark ? 'light' : 'dark')}>{t(dark ? 'me.mode.light' : 'me.mode.dark')}</Button>
      <Button type="text" className="quiet" lang={english ? 'zh' : 'en'} icon={<Languages size={15} />} onClick={() => void setLang(english ? 'zh' : 'en')}>{english ? '中文' : 'English'}</Button>
    </div>
  );
}

/** The door of the staff's side and, with `client`, of the client's window. */
export function SignIn({ client = false }: { client?: boolean }) {
  const { t } = useTranslation();
  const { welcome } = useSession();
  const title = t(client ? 'auth.title_client' : 'auth.title');
  useEffect(() => { document.title = `${title} · ${t('app.name')}`; }, [title, t]);
  return (
    <div className="auth">
      <aside className="auth-art">
        <Art />
        <div className="words">
          <p className="auth-lead">{t('auth.lead1')}<br />{t('auth.lead2')}</p>
          <p className="auth-sub">{t('auth.sub')}</p>
        </div>
      </aside>
      <main className="auth-side">
        <Tools />
        <div className="auth-form">
          <div className="row g12">
            <Logo size={36} />
            <div className="col"><h1 className="auth-title">{title}</h1>{welcome.company?.name && <span className="s13 t3">{welcome.company.name}</span>}</div>
          </div>
          <SignInForm client={client} />
        </div>
      </main>
    </div>
  );
}
