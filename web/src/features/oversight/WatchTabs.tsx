import '@/features/loyalty/loyalty.css';
import './oversight.css';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { allowed, useSession } from '@/app/session';

const TABS = [
  { to: '/points-dashboard', key: 'dashboard', resource: 'oversight.dashboard' }, { to: '/points/watch', key: 'cases', resource: 'oversight.case' },
  { to: '/points/reviews', key: 'reviews', resource: 'oversight.review' }, { to: '/points/reports', key: 'reports', resource: 'oversight.report' },
  { to: '/points/watch/settings', key: 'settings', resource: 'oversight.setting' },
];

/** 看板 · 案件 · 月度复核 · 报告 · 设置. */
export function WatchTabs() {
  const { t } = useTranslation('oversight');
  const { me } = useSession();
  const { pathname } = useLocation();
  const here = TABS.find((tab) => tab.to === pathname)?.key ?? 'cases';
  return (
    <>
      <h1 className="sr">{t(`tab.${here}`)}</h1>
      <nav className="lo-tabs" aria-label={t('title')}>
        {TABS.filter((tab) => allowed(me, tab.resource)).map((tab) => <NavLink key={tab.key} to={tab.to} end>{t(`tab.${tab.key}`)}</NavLink>)}
      </nav>
    </>
  );
}
