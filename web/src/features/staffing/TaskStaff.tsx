import { Button, InputNumber } from 'antd';
import { Trash2, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { useRefreshAny } from '@/lib/refresh';
import { Tag, toast } from '@/ui';
import { PROJECT, RESOURCE, useSkills, useStaffing } from './api';
import { AssignDialog } from './AssignDialog';
import { SkillPicker } from './SkillPicker';
import './staffing.css';

/** In a task's panel: who works at it, what it asks for, whether that is too much. */
export default function TaskStaff({ task, name }: { task: string; name: string }) {
  const sees = useCan(RESOURCE, 'view');
  return sees ? <Staff task={task} name={name} /> : null;
}

function Staff({ task, name }: { task: string; name: string }) {
  const { t } = useTranslation('staffing');
  const refresh = useRefreshAny();
  const staff = useStaffing(task);
  const [open, setOpen] = useState<'assign' | 'needs' | null>(null);
  const skills = useSkills(open === 'needs');
  const [fault, setFault] = useState('');
  const again = () => refresh(PROJECT, RESOURCE);
  const act = async (run: () => Promise<unknown>) => {
    setFault('');
    try { await run(); await again(); } catch (failure) { setFault(Problem.from(failure).message); }
  };
  if (!staff.data?.assignable) return null;
  const { assignments, needs, overloads, may } = staff.data;
  const remove = (a: (typeof assignments)[number]) => act(async () => {
    await api.post(`/assignments/${a.id}/remove`, {});
    toast({ text: t('task.removed', { name: a.resource.name }), undo: async () => { await api.post(`/tasks/${task}/assignments`, { resource_id: a.resource.id, percent: a.percent, from_on: a.from_on, until_on: a.until_on }); await again(); } });
  });
  return (
    <section className="st-task" aria-label={t('task.title')}>
      <div className="row g8"><b className="grow">{t('task.title')}</b>{may && <Button size="small" icon={<UserRoundPlus size={14} />} onClick={() => setOpen('assign')}>{t('task.assign')}</Button>}</div>
      {assignments.length === 0 && <p className="s13 t3">{t('task.nobody')}</p>}
      <ul>
        {assignments.map((a) => (
          <li key={`${a.id}${a.percent}`}>
            <Link to={`/resources/${a.resource.id}`} className="grow el">{a.resource.name}</Link>
            <InputNumber className="st-num" size="small" min={1} max={100_000} precision={0} suffix="%" disabled={!may} defaultValue={a.percent} aria-label={t('task.percent', { name: a.resource.name })} onBlur={(e) => { const value = Number.parseInt(e.target.value, 10); if (value > 0 && value !== a.percent) void act(() => api.patch(`/assignments/${a.id}`, { percent: value })); }} />
            <span className="s13 t2 num nw">{t('hours', { count: a.hours })}</span>
            {may && <button type="button" className="ib" aria-label={t('task.remove', { name: a.resource.name })} onClick={() => void remove(a)}><Trash2 size={14} aria-hidden /></button>}
          </li>
        ))}
      </ul>
      {overloads.map((o) => <p key={`${o.resource.id}${o.from_on}`} className="red s13">{t('task.over', { name: o.resource.name, from: o.from_on, to: o.to_on, hours: o.hours })}{o.unseen > 0 && ` ${t('over.unseen', { count: o.unseen })}`}</p>)}
      <div className="row g6 wrap"><span className="s13 t2">{t('task.needs')}</span>{needs.map((n) => <Tag key={n.id}>{`${n.name} ${t(`level.${n.level}`)}`}</Tag>)}{needs.length === 0 && <span className="s13 t3">{t('task.no_needs')}</span>}{may && <Button size="small" type="link" onClick={() => setOpen('needs')}>{t('skill.edit')}</Button>}</div>
      <p role="alert" className="red s13">{fault}</p>
      {open === 'assign' && <AssignDialog task={task} name={name} onClose={() => setOpen(null)} />}
      {open === 'needs' && <SkillPicker title={t('task.needs_of', { name })} held={needs} known={skills.data ?? []} onClose={() => setOpen(null)} onSave={async (wanted) => { await api.put(`/tasks/${task}/needs`, { needs: wanted }); await again(); }} />}
    </section>
  );
}
