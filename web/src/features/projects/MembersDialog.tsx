import { Button, Modal, Select } from 'antd';
import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { Person, toast, type Option } from '@/ui';
import { people } from '@/lib/sources';
import { refresh, type MemberRole, type Project } from './api';

const ROLES: MemberRole[] = ['planner', 'engineer', 'site', 'quality', 'viewer'];

/** Who works on it, each with a part; the manager is changed with the project. */
export function MembersDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const { t } = useTranslation('projects');
  const [members, setMembers] = useState(project.members.map((m) => ({ id: m.id, name: m.name, role: m.role })));
  const [found, setFound] = useState<Option[]>([]);
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  useEffect(() => { void people('').then(setFound).catch(() => undefined); }, []);
  const save = async () => {
    setBusy(true);
    try {
      await api.put(`/projects/${project.id}/members`, { members: members.map((m) => ({ user_id: m.id, role: m.role })) });
      await refresh();
      toast(t('done.members'));
      onClose();
    } catch (error) {
      setFailure(Problem.from(error).message);
      setBusy(false);
    }
  };
  const free = found.filter((o) => !members.some((m) => m.id === o.value));
  return (
    <Modal open title={t('members.title')} okText={t('members.submit')} onOk={() => void save()} onCancel={onClose} confirmLoading={busy} width={520}>
      <ul className="col g8 mt12">
        {members.map((m) => (
          <li key={m.id} className="row g8">
            <Person value={m.name} /><span className="sp" />
            {m.role === 'manager' ? <span className="s13 t3">{t('role.manager')}</span> : (
              <>
                <Select aria-label={t('members.role_of', { name: m.name })} value={m.role} className="pl-role" onChange={(role) => setMembers(members.map((x) => (x.id === m.id ? { ...x, role } : x)))} options={ROLES.map((r) => ({ value: r, label: t(`role.${r}`) }))} />
                <Button type="text" icon={<X size={15} />} aria-label={t('members.remove', { name: m.name })} onClick={() => setMembers(members.filter((x) => x.id !== m.id))} />
              </>
            )}
          </li>
        ))}
      </ul>
      <label className="col g6 mt12 s13">{t('members.add')}
        <Select
          showSearch={{ filterOption: false, onSearch: (q) => void people(q).then(setFound).catch(() => undefined) }} value={null} placeholder={t('members.choose')}
          options={free.map((o) => ({ value: o.value, label: o.note ? `${o.label} · ${o.note}` : o.label }))}
          onChange={(id: string) => { const o = free.find((x) => x.value === id); if (o) setMembers([...members, { id, name: o.label, role: 'engineer' }]); }}
        />
      </label>
      {failure && <p className="red s13 mt8" role="alert">{failure}</p>}
    </Modal>
  );
}
