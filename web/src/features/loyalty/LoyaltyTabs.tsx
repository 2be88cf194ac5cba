import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { allowed, useSession } from '@/app/session';
import './loyalty.css';

const TABS = [
  { to: '/points', key: 'accounts', resource: 'loyalty.account' }, { to: '/points/entries', key: 'entries', resource: 'loyalty.entry' },
  { to: '/points/rules', key: 'rules', resource: 'loyalty.rule' }, { to: '/points/tiers', key: 'tiers', resource: 'loyalty.tiers' },
  { to: '/points/adjustments', key: 'adjustments', resource: 'loyalty.adjustment' }, { to: '/points/reconciliation', key: 'reconciliation', resource: 'loyalty.difference' },
  { to: '/points/proof', key: 'proof', resource: 'loyalty.proof' },
];

/** 账户 · 流水 · 规则 · 等级 · 手工调整 · 核对. */
export function LoyaltyTabs() {
  const { t } = useTranslation('loyalty');
  const { me } = useSession();
  const { pathname } = useLocation();
  const here = TABS.find((tab) => tab.to === pathname)?.key ?? 'accounts';
  return (
    <>
      <h1 className="sr">{t(`tab.${here}`)}</h1>
      <nav className="lo-tabs" aria-label={t('title')}>
        {TABS.filter((tab) => allowed(me, tab.resource)).map((tab) => <NavLink key={tab.key} to={tab.to} end>{t(`tab.${tab.key}`)}</NavLink>)}
      </nav>
    </>
  );
}
