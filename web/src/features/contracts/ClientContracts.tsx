import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '@/app/session';
import { DataTable, MoneyFigure, Status } from '@/ui';
import { CONTRACT, type ContractRow } from './api';
import { useContractColumns } from './columns';

/** The contracts of one client, on its page. */
export default function ClientContracts({ id }: { id: string }) {
  const { t } = useTranslation('contracts');
  const columns = useContractColumns().filter((c) => c.key !== 'client');
  const mayCreate = useCan(CONTRACT, 'create');
  const add = mayCreate && <Link to={`/contracts/new?client=${id}`}><Button icon={<Plus size={15} />}>{t('new')}</Button></Link>;
  return (
    <DataTable<ContractRow>
      list="contracts" resource={CONTRACT} noun={t('noun')} counter={t('counter')} columns={columns} defaultSort="-created_at" scope={[`client:in:${id}`]} embedded
      rowLink={(c) => `/contracts/${c.id}`} rowLabel={(c) => c.title}
      phoneRow={(c) => ({ title: c.title, line: c.number ?? '', state: <Status state={`contract.${c.status}`} />, figure: <MoneyFigure value={c.amount} /> })}
      sums={[{ key: 'amount', label: t('sum.amount') }, { key: 'owed', label: t('sum.owed') }]}
      empty={<div className="row g12"><span className="t3">{t('client_none')}</span>{add}</div>}
    />
  );
}
