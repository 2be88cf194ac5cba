import { Button } from 'antd';
import { Archive, Plus, Upload } from 'lucide-react';
import { useNavigate } from 'react-router';
import { DataTable, EmptyState, Grade, Monogram, Money, Page, Person, ProgressBar, toast, type Column } from '@/ui';

interface Client { id: string; name: string; grade: string; industry: string; region: string; owner: { id: string; name: string }; contracts: number; receivable: string; overdue: string; overdue_days: number; last_contact: string; completeness: number }

const columns: Column<Client>[] = [
  { key: 'name', title: '客户名称', width: 252, sort: true, render: (c) => <><Monogram name={c.name} /><span className="el">{c.name}</span></> },
  { key: 'grade', title: '信用', width: 58, render: (c) => <Grade value={c.grade} /> },
  { key: 'industry', title: '行业', width: 86 },
  { key: 'region', title: '地区', width: 94 },
  { key: 'owner', title: '负责人', width: 94, render: (c) => <Person value={c.owner} /> },
  { key: 'contracts', title: '在履合同', width: 84, type: 'number' },
  { key: 'receivable', title: '应收余额', width: 132, type: 'money', sort: true },
  { key: 'overdue', title: '其中逾期', width: 132, type: 'money', sort: true, render: (c) => <Money value={c.overdue} tone="red" /> },
  { key: 'last_contact', title: '最近跟进', width: 88, type: 'ago', sort: true },
  { key: 'completeness', title: '档案完整度', width: 120, render: (c) => <span className="row g8"><span style={{ width: 48 }}><ProgressBar value={c.completeness} label="完整度" tone={c.completeness < 60 ? 'amber' : 'bar'} /></span><span className="num s13 t2">{c.completeness}%</span></span> },
];

export function Component() {
  const navigate = useNavigate();
  return (
    <Page title="客户" actions={<><Button icon={<Upload size={15} />}>导入</Button><Button type="primary" icon={<Plus size={15} />} onClick={() => void navigate('/clients/new')}>新建客户</Button></>}>
      <DataTable<Client>
        list="clients" resource="clients.client" noun="客户" columns={columns} defaultSort="-receivable" rowLink={(c) => `/clients/${c.id}`} rowLabel={(c) => c.name}
        phoneRow={(c) => ({ lead: <Monogram name={c.name} size={32} />, title: c.name, line: c.region, figure: <Money value={c.receivable} /> })}
        views={[{ key: 'mine', name: '我负责的', query: 'filter=owner:in:me' }]} searchPlaceholder="名称、信用代码、电话"
        sums={[{ key: 'receivable', label: '应收合计' }, { key: 'overdue', label: '逾期合计', tone: 'red' }]}
        bulk={[{ key: 'archive', label: '归档', icon: Archive, run: (s) => { toast({ text: `已归档 ${s.count} 个客户`, undo: () => undefined }); } }]}
        onCreate={() => void navigate('/clients/new')}
        empty={<EmptyState title="从一张客户表开始" text="每个客户只有一份档案。" />}
      />
    </Page>
  );
}
