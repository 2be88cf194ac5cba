import { useNavigate } from 'react-router';
import { api } from '@/api/client';
import { Page, RecordForm, type Field } from '@/ui';

const fields: Field[] = [
  { name: 'name', label: '客户名称', type: 'text', help: '营业执照上的全称' },
  { name: 'uscc', label: '统一社会信用代码', type: 'uscc', optional: true },
  { name: 'phone', label: '联系电话', type: 'phone', optional: true },
  { name: 'amount', label: '合同金额', type: 'money' },
  { name: 'signed', label: '签订日期', type: 'date' },
  { name: 'kind', label: '客户类型', type: 'choice', choices: [{ value: 'employer', label: '业主' }, { value: 'design', label: '设计院' }] },
  { name: 'owner', label: '责任人', type: 'person', source: async () => [{ value: 'u1', label: '周予安', note: '华东区' }] },
  { name: 'key', label: '重点客户', type: 'switch' },
  { name: 'licence', label: '营业执照', type: 'file', optional: true },
];

export function Component() {
  const navigate = useNavigate();
  return (
    <Page title="新建客户">
      <RecordForm draft="gallery:new" fields={fields} initial={{ name: '', key: false }} submitText="新建客户" onSubmit={(v, c) => api.post<{ id: string }>('/clients', v, c)} onDone={() => void navigate('/clients')} onCancel={() => void navigate(-1)} />
    </Page>
  );
}
