import '@/features/loyalty/loyalty.css';
import './oversight.css';
import { useTranslation } from 'react-i18next';
import { PlaceTabs } from '@/app/shell/PlaceTabs';

const TABS = [
  { to: '/points-dashboard', key: 'dashboard', resource: 'oversight.dashboard' }, { to: '/points-watch', key: 'cases', resource: 'oversight.case' },
  { to: '/points-reviews', key: 'reviews', resource: 'oversight.review' }, { to: '/points-reports', key: 'reports', resource: 'oversight.report' },
  { to: '/points-watch/settings', key: 'settings', resource: 'oversight.setting' },
];

/** 看板 · 案件 · 月度复核 · 报告 · 设置. */
export function WatchTabs() {
  const { t } = useTranslation('oversight');
  return <PlaceTabs label={t('title')} tabs={TABS.map((tab) => ({ ...tab, label: t(`tab.${tab.key}`) }))} />;
}
