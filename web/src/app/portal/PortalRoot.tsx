import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useLocation } from 'react-router';
import { Problem } from '@/api/problem';
import { useLive } from '@/lib/live';
import { ErrorState } from '@/ui/ErrorState';
import { EmptyState } from '@/ui/EmptyState';
import { Logo } from '@/ui/Logo';
import { RecordSkeleton } from '@/ui/Skeleton';
import { ConsentGate } from '@/features/privacy/ConsentGate';
import { features } from '../features';
import { SessionProvider, useMe, useSession } from '../session';
import { SignIn } from '../auth/SignIn';
import { PortalMenu } from './PortalMenu';

const tabs = features.flatMap((f) => f.portalTabs ?? []).sort((a, b) => (a.order ?? 50) - (b.order ?? 50));
const tops = features.flatMap((f) => f.portalTop ?? []);

function Window() {
  const { t } = useTranslation();
  const { t: nav } = useTranslation('nav');
  const me = useMe();
  useLive(true, '/portal/stream/tickets');
  return (
    <div className="portal">
      <a className="skip" href="#content">{t('shell.skip')}</a>
      <header className="portal-head"><Logo size={22} /><b>{me.company.short_name}</b><span className="t3 s14">{t('portal.name')}</span><span className="sp" /><Suspense>{tops.map((Top, at) => <Top key={at} />)}</Suspense><PortalMenu /></header>
      <main className="portal-main" id="content" tabIndex={-1}>
        {tabs.length === 0 && <EmptyState title={t('portal.none')} text={t('portal.none_text')} />}
        <Suspense fallback={<RecordSkeleton />}><Outlet /></Suspense>
      </main>
      {tabs.length > 0 && (
        <nav className="portal-tabs" aria-label={t('shell.nav')}>
          {tabs.map((tab) => (
            <NavLink key={tab.key} to={tab.path} end={tab.path === '/portal'} className={({ isActive }) => (isActive ? 'on' : '')}>
              <tab.icon size={22} strokeWidth={1.75} aria-hidden />{nav(tab.labelKey)}
            </NavLink>
          ))}
        </nav>
      )}
    </div>
  );
}

function Door() {
  const { me, loading, error, retry } = useSession();
  const { t } = useTranslation();
  const { pathname } = useLocation();
  if (loading) return null;
  // An invitation is opened by somebody who has no password yet.
  if (pathname === '/portal/welcome') return <div className="portal"><Suspense><Outlet /></Suspense></div>;
  if (error) return <ErrorState full title={t('error.session')} problem={Problem.from(error)} onRetry={retry} />;
  return me ? <ConsentGate><Window /></ConsentGate> : <SignIn client />;
}

/** The client's window: phone first, with a session and a guard of its own. */
export function Component() {
  return <SessionProvider path="/portal/session"><Door /></SessionProvider>;
}
