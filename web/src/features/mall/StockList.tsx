import { useTranslation } from 'react-i18next';
import { Page } from '@/ui';
import { MallTabs } from './MallTabs';
import { StockTable } from './StockTable';

export function Component() {
  const { t } = useTranslation('mall');
  return <Page title={t('tab.stock')} crumb={<MallTabs />}><StockTable /></Page>;
}
