import { Drawer } from 'antd';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation } from 'react-router';
import { isAlso, type NavEntry, type NavGroup } from '../features';
import { useAppearance, type Mode } from '../appearance';
import { useMe, useSession } from '../session';
import { Person } from '@/ui/Person';
import { setLang } from '@/lib/i18n';

const SHOWN = 4;

/** Below 768 px: four places and 更多. */
export function TabBar({ groups }: { groups: { group: NavGroup; entries: NavEntry[] }[] }) {
  const { t } = useTranslation();
  const { t: nav } = useTranslation('nav');
  const [open, setOpen] = useState(false);
  const { pathname } = useLocation();
  const all = groups.flatMap((g) => g.entries);
  const rest = all.slice(SHOWN);
  return (
    <nav className="tabbar" aria-label={t('shell.nav')}>
      {all.slice(0, SHOWN).map((e) => (
        <NavLink key={e.key} to={e.path} className={({ isActive }) => (isActive || isAlso(e, pathname) ? 'on' : '')}>
          <e.icon size={22} strokeWidth={1.75} aria-hidden />{nav(e.labelKey)}
        </NavLink>
      ))}
      <button type="button" onClick={() => setOpen(true)} aria-haspopup="dialog"><Ellipsis size={22} strokeWidth={1.75} aria-hidden />{t('shell.more')}</button>
      <Drawer open={open} onClose={() => setOpen(false)} placement="bottom" size="auto" title={t('shell.more')} styles={{ section: { borderRadius: '20px 20px 0 0' } }}>
        <MoreList entries={rest} close={() => setOpen(false)} />
      </Drawer>
    </nav>
  );
}

const NEXT: Record<Mode, Mode> = { system: 'light', light: 'dark', dark: 'system' };

function MoreList({ entries, close }: { entries: NavEntry[]; close: () => void }) {
  const { t, i18n } = useTranslation();
  const { t: nav } = useTranslation('nav');
  const me = useMe();
  const { signOut } = useSession();
  const { mode, setMode } = useAppearance();
  const english = i18n.language.startsWith('en');
  return (
    <div className="more-list">
      {entries.map((e) => <Link key={e.key} to={e.path} onClick={close}><e.icon size={20} strokeWidth={1.75} aria-hidden />{nav(e.labelKey)}</Link>)}
      <div className="row btw mt16 mb8"><Person value={me.name} size={28} /><span className="t3 s14">{me.title}</span></div>
      <button type="button" onClick={() => setMode(NEXT[mode])}>{t('me.theme')}<span className="sp" /><span className="t3">{t(`me.mode.${mode}`)}</span></button>
      <button type="button" onClick={() => void setLang(english ? 'zh' : 'en')} lang={english ? 'zh' : 'en'}>{english ? '中文' : 'English'}</button>
      <button type="button" onClick={() => void signOut()}>{t('me.sign_out')}</button>
    </div>
  );
}
