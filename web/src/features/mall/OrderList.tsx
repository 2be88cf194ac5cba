import { useTranslation } from 'react-i18next';
import { Page } from '@/ui';
import { MallTabs } from './MallTabs';
import { OrderTable } from './OrderTable';

/** What clients redeemed, and what has still to be done about it. */
export function Component() {
  const { t } = useTranslation('mall');
  return <Page title={t('tab.orders')} crumb={<MallTabs />}><OrderTable /></Page>;
}
