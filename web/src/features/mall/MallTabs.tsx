import { useTranslation } from 'react-i18next';
import { PlaceTabs } from '@/app/shell/PlaceTabs';
import { ORDER, REWARD } from './api';
import './mall.css';

const TABS = [{ to: '/mall/orders', key: 'orders', resource: ORDER }, { to: '/mall/rewards', key: 'rewards', resource: REWARD }, { to: '/mall/stock', key: 'stock', resource: REWARD }];

/** 订单 · 奖品 · 库存流水. */
export function MallTabs() {
  const { t } = useTranslation('mall');
  return <PlaceTabs label={t('title')} tabs={TABS.map((tab) => ({ ...tab, label: t(`tab.${tab.key}`) }))} />;
}
