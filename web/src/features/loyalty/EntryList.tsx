import { useTranslation } from 'react-i18next';
import { Page } from '@/ui';
import { Entries } from './Entries';
import { LoyaltyTabs } from './LoyaltyTabs';

export function Component() {
  const { t } = useTranslation('loyalty');
  return <Page title={t('entries')} crumb={<LoyaltyTabs />}><Entries /></Page>;
}
