import { useTranslation } from 'react-i18next';
import { PlaceTabs } from '@/app/shell/PlaceTabs';
import './timesheets.css';

const PLACES = {
  hours: [
    { to: '/hours', key: 'week', resource: 'timesheets.hours', action: 'create' }, { to: '/hours/approve', key: 'approve', resource: 'timesheets.hours', action: 'approve' },
    { to: '/hours/missing', key: 'missing', resource: 'timesheets.hours', action: 'remind' }, { to: '/hours/all', key: 'all', resource: 'timesheets.hours', action: 'view' },
    { to: '/hours/months', key: 'months', resource: 'timesheets.month', action: 'view' },
  ],
  labour: [
    { to: '/labour', key: 'labour', resource: 'timesheets.labour', action: 'view' }, { to: '/labour/teams', key: 'teams', resource: 'timesheets.team', action: 'view' },
    { to: '/labour/settlement', key: 'settlement', resource: 'timesheets.labour', action: 'export' },
  ],
};

/** 我的一周 · 待审批 · 未报 · 明细 · 关账, or 点工单 · 班组 · 结算. */
export function HoursTabs({ place }: { place: keyof typeof PLACES }) {
  const { t } = useTranslation('timesheets');
  return <PlaceTabs label={t(`place.${place}`)} tabs={PLACES[place].map((tab) => ({ ...tab, label: t(`tab.${tab.key}`) }))} />;
}
