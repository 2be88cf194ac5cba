import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { allowed, useSession } from '@/app/session';
import { LEVELLING, RESOURCE } from './api';
import './staffing.css';

const TABS = [{ to: '/workload', key: 'workload', resource: RESOURCE }, { to: '/resources', key: 'resources', resource: RESOURCE }, { to: '/levelling', key: 'levelling', resource: LEVELLING }] as const;

/** 工作负荷 · 资源 · 平衡方案: the pages of one place. */
export function StaffTabs() {
  const { t } = useTranslation('staffing');
  const { me } = useSession();
  const { pathname } = useLocation();
  const here = TABS.find((tab) => tab.to === pathname)?.key ?? 'workload';
  return (
    <>
      <h1 className="sr">{t(`tab.${here}`)}</h1>
      <nav className="st-tabs" aria-label={t('place')}>
        {TABS.filter((tab) => allowed(me, tab.resource)).map((tab) => <NavLink key={tab.key} to={tab.to} end>{t(`tab.${tab.key}`)}</NavLink>)}
      </nav>
    </>
  );
}
