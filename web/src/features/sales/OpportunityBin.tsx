import { useTranslation } from 'react-i18next';
import { Bin, MoneyFigure, Status } from '@/ui';
import { archive, OPPORTUNITY, restore, useRefresh, type Card } from './api';
import { useColumns } from './ListView';

/** Opportunities that were archived, to be restored. */
export function Component() {
  const { t } = useTranslation('sales');
  const refresh = useRefresh();
  const columns = useColumns();
  return (
    <Bin<Card>
      title={t('bin.title')} back={{ to: '/opportunities', label: t('title') }} none={t('bin.none')} restoreText={t('restore')} restored={(count) => t('done.restored_many', { count })}
      archive={archive} restore={restore} refresh={refresh}
      list="archived-opportunities" path="/opportunities/archived" resource={OPPORTUNITY} noun={t('noun')} columns={columns} defaultSort="expected_on" searchPlaceholder={t('search')}
      rowLink={(o) => `/opportunities/${o.id}`} rowLabel={(o) => o.title}
      phoneRow={(o) => ({ title: o.title, line: [o.client, o.owner].filter(Boolean).join(' · '), state: <Status state={`opportunity.${o.status}`} />, figure: <MoneyFigure value={o.amount} /> })}
    />
  );
}
