import { useTranslation } from 'react-i18next';
import { PlaceTabs } from '@/app/shell/PlaceTabs';
import { CONTRACT, INSTALMENT, RECEIPT } from './api';
import './contracts.css';

const TABS = [
  { to: '/contracts', key: 'contracts', resource: CONTRACT },
  { to: '/receivables', key: 'receivables', resource: INSTALMENT },
  { to: '/receipts', key: 'receipts', resource: RECEIPT },
];

/** 合同 · 应收 · 回款: three lists of one place. */
export function MoneyTabs() {
  const { t } = useTranslation('contracts');
  return <PlaceTabs label={t('tabs')} tabs={TABS.map((tab) => ({ ...tab, label: t(`tab.${tab.key}`) }))} />;
}
