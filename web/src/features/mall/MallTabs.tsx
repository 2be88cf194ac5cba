import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { allowed, useSession } from '@/app/session';
import { ORDER, REWARD } from './api';
import './mall.css';

const TABS = [{ to: '/mall/orders', key: 'orders', resource: ORDER }, { to: '/mall/rewards', key: 'rewards', resource: REWARD }, { to: '/mall/stock', key: 'stock', resource: REWARD }];

/** 订单 · 奖品 · 库存流水. */
export function MallTabs() {
  const { t } = useTranslation('mall');
  const { me } = useSession();
  const { pathname } = useLocation();
  const here = TABS.find((tab) => tab.to === pathname)?.key ?? 'orders';
  return (
    <>
      <h1 className="sr">{t(`tab.${here}`)}</h1>
      <nav className="ml-tabs" aria-label={t('title')}>
        {TABS.filter((tab) => allowed(me, tab.resource)).map((tab) => <NavLink key={tab.key} to={tab.to} end>{t(`tab.${tab.key}`)}</NavLink>)}
      </nav>
    </>
  );
}
