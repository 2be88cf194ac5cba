import { Button, Input, Modal } from 'antd';
import { Archive, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { useRefreshAny } from '@/lib/refresh';
import { Bone, toast } from '@/ui';
import { SKILL, useSkills, type SkillRow } from './api';

/** The dictionary of skills: what it is called, who has it, put away and back. */
export function SkillsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('staffing');
  const refresh = useRefreshAny();
  const skills = useSkills();
  const may = useCan(SKILL, 'create');
  const [name, setName] = useState('');
  const [fault, setFault] = useState('');
  const act = async (run: () => Promise<unknown>) => {
    setFault('');
    try { await run(); await refresh(SKILL); return true; } catch (failure) { setFault(Problem.from(failure).message); return false; }
  };
  const add = async () => { if (name.trim() && await act(() => api.post('/skills', { name: name.trim() }))) setName(''); };
  const away = (row: SkillRow, archived: boolean) => act(() => api.post(`/skills/${row.id}/archive`, { archived }));
  const put = async (row: SkillRow) => { if (await away(row, true)) toast({ text: t('skill.away', { name: row.name }), undo: async () => { await away(row, false); } }); };
  const rename = (row: SkillRow, value: string) => { if (value && value !== row.name) void act(() => api.patch(`/skills/${row.id}`, { name: value }, { version: row.version })); };
  return (
    <Modal open title={t('skills')} footer={null} width={520} onCancel={onClose} destroyOnHidden>
      {skills.isPending && <Bone width="100%" height={120} />}
      {skills.isError && <p className="red" role="alert">{Problem.from(skills.error).message}</p>}
      {skills.data?.length === 0 && <p className="t2 mb12">{t('skill.none')}</p>}
      <ul className="col g6">
        {skills.data?.map((row) => (
          <li key={`${row.id}${row.version}`} className="row g8">
            <Input className="grow" defaultValue={row.name} maxLength={40} disabled={!may} aria-label={t('skill.name')} onBlur={(e) => rename(row, e.target.value.trim())} />
            <span className="s13 t3 num nw">{t('skill.holders', { count: row.holders })}</span>
            {may && <button type="button" className="ib" aria-label={t('skill.put_away', { name: row.name })} onClick={() => void put(row)}><Archive size={15} aria-hidden /></button>}
          </li>
        ))}
      </ul>
      {may && <form className="row g8 mt12" onSubmit={(e) => { e.preventDefault(); void add(); }}><Input value={name} maxLength={40} placeholder={t('skill.new')} aria-label={t('skill.new')} onChange={(e) => setName(e.target.value)} /><Button htmlType="submit" icon={<Plus size={15} />} disabled={!name.trim()}>{t('skill.add')}</Button></form>}
      <p role="alert" className="red mt8">{fault}</p>
    </Modal>
  );
}
