import { Button, Modal, Select } from 'antd';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';

interface Held { id: string; name: string; level: number }
const LEVELS = [1, 2, 3, 4, 5] as const;

/** Skills with their levels: what somebody can, or what a task asks for. */
export function SkillPicker({ title, held, known, onSave, onClose }: { title: string; held: Held[]; known: { id: string; name: string }[]; onSave: (skills: { id: string; level: number }[]) => Promise<void>; onClose: () => void }) {
  const { t } = useTranslation('staffing');
  const [rows, setRows] = useState(held);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const left = known.filter((s) => !rows.some((r) => r.id === s.id));
  const save = async () => {
    setBusy(true);
    setFault('');
    try { await onSave(rows.map(({ id, level }) => ({ id, level }))); onClose(); } catch (failure) { setFault(Problem.from(failure).message); } finally { setBusy(false); }
  };
  return (
    <Modal open title={title} onCancel={onClose} width={480} destroyOnHidden footer={<Button type="primary" loading={busy} onClick={() => void save()}>{t('skill.save')}</Button>}>
      <ul className="col g8">
        {rows.map((row) => (
          <li key={row.id} className="row g8">
            <span className="grow el">{row.name}</span>
            <Select className="st-level" value={row.level} aria-label={t('skill.level', { name: row.name })} options={LEVELS.map((value) => ({ value, label: t(`level.${value}`) }))} onChange={(level) => setRows(rows.map((r) => (r.id === row.id ? { ...r, level } : r)))} />
            <button type="button" className="ib" aria-label={t('skill.remove', { name: row.name })} onClick={() => setRows(rows.filter((r) => r.id !== row.id))}><Trash2 size={15} aria-hidden /></button>
          </li>
        ))}
      </ul>
      <Select
        className="mt12 w100" value={null} placeholder={t(known.length ? 'skill.choose' : 'skill.none')} aria-label={t('skill.choose')} disabled={left.length === 0} showSearch={{ optionFilterProp: 'label' }}
        options={left.map((s) => ({ value: s.id, label: s.name }))} onChange={(id: string | null) => { const one = left.find((s) => s.id === id); if (one) setRows([...rows, { id: one.id, name: one.name, level: 3 }]); }}
      />
      <p role="alert" className="red mt8">{fault}</p>
    </Modal>
  );
}
