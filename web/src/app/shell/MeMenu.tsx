import { type MenuProps } from 'antd';
import { KeyRound, Languages, LogOut, ShieldCheck, SunMoon, UserLock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { setLang } from '@/lib/i18n';
import { Avatar } from '@/ui/Person';
import { useAppearance, type Mode } from '../appearance';
import { useMe, useSession } from '../session';
import { MenuDrop } from '@/ui/MenuDrop';

const MODES: Mode[] = ['system', 'light', 'dark'];

export function useMeItems(): { items: NonNullable<MenuProps['items']>; onClick: (key: string) => void } {
  const { t, i18n } = useTranslation();
  const { mode, setMode } = useAppearance();
  const { me, signOut } = useSession();
  const navigate = useNavigate();
  const mayMakeTokens = me?.grants['tokens.token']?.includes('create') ?? false;
  const english = i18n.language.startsWith('en');
  const items: NonNullable<MenuProps['items']> = [
    { key: 'theme', icon: <SunMoon size={15} />, label: t('me.theme'), children: MODES.map((m) => ({ key: `theme:${m}`, label: t(`me.mode.${m}`), 'aria-current': m === mode, className: m === mode ? 'w6' : '' })) },
    { key: 'lang', icon: <Languages size={15} />, label: <span lang={english ? 'zh' : 'en'}>{english ? '中文' : 'English'}</span> },
    ...(me?.kind === 'staff' ? [{ key: 'security', icon: <ShieldCheck size={15} />, label: t('me.security') }, ...(mayMakeTokens ? [{ key: 'tokens', icon: <KeyRound size={15} />, label: t('me.tokens') }] : []), { key: 'privacy', icon: <UserLock size={15} />, label: t('me.privacy') }] : []),
    { type: 'divider' },
    { key: 'out', icon: <LogOut size={15} />, label: t('me.sign_out') },
  ];
  const onClick = (key: string) => {
    if (key.startsWith('theme:')) setMode(key.slice(6) as Mode);
    if (key === 'lang') void setLang(english ? 'zh' : 'en');
    if (key === 'security') void navigate('/account/security');
    if (key === 'tokens') void navigate('/account/tokens');
    if (key === 'privacy') void navigate('/privacy/notice');
    if (key === 'out') void signOut();
  };
  return { items, onClick };
}

export function MeMenu() {
  const me = useMe();
  const { t } = useTranslation();
  const { items, onClick } = useMeItems();
  return (
    <MenuDrop menu={{ items, onClick: (e) => onClick(e.key) }} placement="topLeft">
      <button type="button" className="me">
        <Avatar name={me.name} size={28} />
        <span className="col min0"><span className="s13 el">{me.name}</span><span className="s12 t3 el">{me.title}</span></span>
        <span className="sr">{t('me.menu_of')}</span>
        <span className="sp" /><SunMoon size={16} color="var(--text3)" strokeWidth={1.75} aria-hidden />
      </button>
    </MenuDrop>
  );
}
