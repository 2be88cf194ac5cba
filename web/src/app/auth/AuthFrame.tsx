import { Button } from 'antd';
import { Languages, SunMoon } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { setLang } from '@/lib/i18n';
import { Logo } from '@/ui/Logo';
import { useAppearance } from '../appearance';
import { useSession } from '../session';
import { Art } from './Art';

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

/** What every page before the shell looks like: the drawing on the left, one column of fields on the right. */
export function AuthFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation();
  const { welcome } = useSession();
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
          {children}
        </div>
      </main>
    </div>
  );
}
