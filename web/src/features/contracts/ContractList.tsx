import { Button } from 'antd';
import { FilePlus2, Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useCan } from '@/app/session';
import { DataTable, EmptyState, MoneyFigure, Page, Status } from '@/ui';
import { CONTRACT, type ContractRow } from './api';
import { useContractColumns } from './columns';
import { MoneyTabs } from './MoneyTabs';

export function Component() {
  const { t } = useTranslation('contracts');
  const navigate = useNavigate();
  const columns = useContractColumns();
  const mayCreate = useCan(CONTRACT, 'create');
  return (
    <Page title={t('title')} crumb={<MoneyTabs />} actions={mayCreate && <Link to="/contracts/new"><Button type="primary" icon={<Plus size={15} />}>{t('new')}</Button></Link>}>
      <DataTable<ContractRow>
        list="contracts" resource={CONTRACT} noun={t('noun')} counter={t('counter')} columns={columns} defaultSort="-created_at" searchPlaceholder={t('search')}
        rowLink={(c) => `/contracts/${c.id}`} rowLabel={(c) => c.title}
        phoneRow={(c) => ({ title: c.title, line: [c.client, c.number].filter(Boolean).join(' · '), state: <Status state={`contract.${c.status}`} />, figure: <MoneyFigure value={c.amount} /> })}
        views={[
          { key: 'active', name: t('view.active'), query: 'filter=status:in:in_force' },
          { key: 'overdue', name: t('view.overdue'), query: 'filter=overdue:eq:true' },
          { key: 'draft', name: t('view.draft'), query: 'filter=status:in:draft' },
          { key: 'mine', name: t('view.mine'), query: 'filter=owner:in:me' },
        ]}
        sums={[{ key: 'amount', label: t('sum.amount') }, { key: 'received', label: t('sum.received'), tone: 'green' }, { key: 'owed', label: t('sum.owed') }]}
        onCreate={mayCreate ? () => void navigate('/contracts/new') : undefined}
        empty={<EmptyState title={t('empty.title')} text={t('empty.text')} ways={mayCreate ? [{ key: 'new', title: t('empty.new'), text: t('empty.new_text'), icon: FilePlus2, to: '/contracts/new' }] : []} />}
      />
    </Page>
  );
}
