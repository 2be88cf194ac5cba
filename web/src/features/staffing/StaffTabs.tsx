import { useTranslation } from 'react-i18next';
import { PlaceTabs } from '@/app/shell/PlaceTabs';
import { LEVELLING, RESOURCE } from './api';
import './staffing.css';

const TABS = [{ to: '/workload', key: 'workload', resource: RESOURCE }, { to: '/resources', key: 'resources', resource: RESOURCE }, { to: '/levelling', key: 'levelling', resource: LEVELLING }] as const;

/** 工作负荷 · 资源 · 平衡方案: the pages of one place. */
export function StaffTabs() {
  const { t } = useTranslation('staffing');
  return <PlaceTabs label={t('place')} tabs={TABS.map((tab) => ({ ...tab, label: t(`tab.${tab.key}`) }))} />;
}
