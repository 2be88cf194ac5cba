import { useTranslation } from 'react-i18next';
import { Page } from '@/ui';
import { CostsView } from './CostsView';
import './control.css';

/** What was spent on projects and stands in no other book of the company's: entered by finance and by project managers. */
export function Component() {
  const { t } = useTranslation('control');
  return <Page title={t('cost.page')}><CostsView /></Page>;
}
