import { useTranslation } from 'react-i18next';
import { Page } from '@/ui';
import { Entries } from './Entries';

export function Component() {
  const { t } = useTranslation('loyalty');
  return <Page title={t('entries')} back={{ to: '/points', label: t('title') }}><Entries /></Page>;
}
