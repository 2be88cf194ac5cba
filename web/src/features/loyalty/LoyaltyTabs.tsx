import { useTranslation } from 'react-i18next';
import { PlaceTabs } from '@/app/shell/PlaceTabs';

const TABS = [
  { to: '/points', key: 'accounts', resource: 'loyalty.account' }, { to: '/points/entries', key: 'entries', resource: 'loyalty.entry' },
  { to: '/points/rules', key: 'rules', resource: 'loyalty.rule' }, { to: '/points/tiers', key: 'tiers', resource: 'loyalty.tiers' },
  { to: '/points/adjustments', key: 'adjustments', resource: 'loyalty.adjustment' }, { to: '/points/reconciliation', key: 'reconciliation', resource: 'loyalty.difference' },
  { to: '/points/proof', key: 'proof', resource: 'loyalty.proof' },
];

/** 账户 · 流水 · 规则 · 等级 · 手工调整 · 核对. */
export function LoyaltyTabs() {
  const { t } = useTranslation('loyalty');
  return <PlaceTabs label={t('title')} tabs={TABS.map((tab) => ({ ...tab, label: t(`tab.${tab.key}`) }))} />;
}
