import { Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useNavigate } from 'react-router';
import { Search } from 'lucide-react';
import { useShortcuts, type Shortcut } from '@/lib/keyboard';
import { useLive } from '@/lib/live';
import { usePhone } from '@/lib/useMedia';
import { Logo } from '@/ui/Logo';
import { TopItems } from '@/ui/Page';
import { PageSkeleton } from '@/ui/Skeleton';
import { allowed, useMe } from '../session';
import { navByGroup } from '../features';
import { MeMenu } from './MeMenu';
import { Nav } from './Nav';
import { CommandPalette } from './CommandPalette';
import { ShortcutSheet } from './ShortcutSheet';
import { TabBar } from './TabBar';
import { TopBarItems } from './TopBarItems';

export function Shell() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const phone = usePhone();
  const [palette, setPalette] = useState(false);
  const [sheet, setSheet] = useState(false);
  const groups = useMemo(() => navByGroup((r, a) => allowed(me, r, a)), [me]);
  useLive(true);

  const shortcuts: Shortcut[] = [
    { keys: 'mod+k', label: 'keys.palette', group: 'go', always: true, run: () => setPalette(true) },
    { keys: '?', label: 'keys.sheet', group: 'go', run: () => setSheet(true) },
    ...groups.flatMap((g) => g.entries).filter((n) => n.goKey).map((n): Shortcut => (
      { keys: `g ${n.goKey}`, label: `nav:${n.labelKey}`, group: 'go', run: () => void navigate(n.path) })),
  ];
  useShortcuts(shortcuts);

  const items = useMemo(() => <TopBarItems onHelp={() => setSheet(true)} onSearch={() => setPalette(true)} />, []);
  return (
    <div className="shell">
      <a className="skip" href="#content">{t('shell.skip')}</a>
      {!phone && (
        <aside className="side">
          <div className="brand"><Logo /><span>{t('app.name')}</span><small className="el">{me.company.short_name}</small></div>
          <button type="button" className="find" onClick={() => setPalette(true)} aria-keyshortcuts="Control+K">
            <Search size={14} aria-hidden /><span>{t('shell.find')}</span><span className="sp" /><kbd>Ctrl K</kbd>
          </button>
          <Nav groups={groups} />
          <MeMenu />
        </aside>
      )}
      <main className="main" id="content" tabIndex={-1}>
        <TopItems value={items}>
          <Suspense fallback={<PageSkeleton />}><Outlet /></Suspense>
        </TopItems>
      </main>
      {phone && <TabBar groups={groups} />}
      {palette && <CommandPalette groups={groups} onClose={() => setPalette(false)} />}
      {sheet && <ShortcutSheet onClose={() => setSheet(false)} />}
    </div>
  );
}
