import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/session';
import { DataTable, EmptyState, MoneyFigure, Status } from '@/ui';
import { OPPORTUNITY, type Card } from './api';
import { useColumns } from './ListView';
import { NewDrawer } from './NewDrawer';

/** The tab on a client's page. */
export default function ClientOpportunities({ id }: { id: string }) {
  const { t } = useTranslation('sales');
  const mayCreate = useCan(OPPORTUNITY, 'create');
  const [adding, setAdding] = useState(false);
  const columns = useColumns().filter((c) => c.key !== 'client');
  const add = () => setAdding(true);
  return (
    <>
      {mayCreate && <div className="row end mb8"><Button icon={<Plus size={15} />} onClick={add}>{t('new')}</Button></div>}
      <DataTable<Card>
        embedded list="opportunities" resource={OPPORTUNITY} noun={t('noun')} columns={columns} scope={[`client:in:${id}`]} defaultSort="expected_on"
        rowLink={(o) => `/opportunities/${o.id}`} rowLabel={(o) => o.title}
        phoneRow={(o) => ({ title: o.title, line: o.next_step, state: <Status state={`opportunity.${o.status}`} />, figure: <MoneyFigure value={o.amount} /> })}
        empty={<EmptyState title={t('empty.client')} text={t('empty.text')} />}
      />
      {adding && <NewDrawer client={{ id, name: '' }} onClose={() => setAdding(false)} />}
    </>
  );
}
