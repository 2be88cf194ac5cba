import { useTranslation } from 'react-i18next';
import { Page } from '@/ui';
import { TokenTable } from './TokenTable';

/** Every integration's token, for whoever keeps the installation. */
export function Component() {
  const { t } = useTranslation('tokens');
  return <Page title={t('all')}><TokenTable everybody /></Page>;
}
