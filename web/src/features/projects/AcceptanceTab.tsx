import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { today } from '@/lib/dates';
import { DateText, FormDialog, Section, Status, toast, type Field } from '@/ui';
import { Judged } from '@/features/contracts/Judged';
import { AcceptanceRow } from './AcceptanceRow';
import { isMilestone, refresh, useSchedule, type Project } from './api';

/** What was accepted, what waits for it, and the act itself. */
export function AcceptanceTab({ project }: { project: Project }) {
  const { t } = useTranslation('projects');
  const [open, setOpen] = useState(false);
  const schedule = useSchedule(project.id);
  const stones = (schedule.data?.tasks ?? []).filter((task) => isMilestone(task.kind));
  const done = project.acceptances.some((a) => a.task_id === null && a.result === 'passed' && !a.withdrawn_at);
  const what = [
    ...(done ? [] : [{ value: 'project', label: t('accept.project') }]),
    ...stones.filter((s) => !s.accepted_on).map((s) => ({ value: s.id, label: `${s.wbs} ${s.name}` })),
  ];
  const fields: Field[] = [
    { name: 'task_id', label: t('accept.what'), type: 'choice', choices: what },
    { name: 'accepted_on', label: t('accept.on'), type: 'date' },
    { name: 'result', label: t('accept.result'), type: 'choice', choices: ['passed', 'failed'].map((r) => ({ value: r, label: t(`result.${r}`) })) },
    { name: 'note', label: t('accept.note'), type: 'textarea', optional: true, maxLength: 5000 },
  ];
  const send = (values: Record<string, unknown>, idempotencyKey: string) =>
    api.post<{ on_time: boolean | null }>(`/projects/${project.id}/acceptances`, { ...values, task_id: values.task_id === 'project' ? null : values.task_id, note: values.note ?? '' }, { idempotencyKey });
  const may = project.may.accept && project.status !== 'preparing' && project.status !== 'closed' && what.length > 0;
  const names = new Map(stones.map((s) => [s.id, s.name]));
  return (
    <div className="pad pl-narrow">
      <Section title={t('accept.title')} action={may && <Button type="primary" onClick={() => setOpen(true)}>{t('accept.open')}</Button>}>
        {project.acceptances.length === 0 && <p className="t3">{project.status === 'preparing' ? t('accept.not_yet') : t('accept.none')}</p>}
        <ul className="pl-rows pl-accepted">
          {project.acceptances.map((a) => <AcceptanceRow key={a.id} row={a} mayWithdraw={project.may.accept && project.status !== 'closed'} />)}
        </ul>
      </Section>
      <Section title={t('waiting.title')} note={t('waiting.note')}>
        {project.instalments.length === 0 && <p className="t3">{t('waiting.none')}</p>}
        <ul className="pl-rows pl-accepted">
          {project.instalments.map((i) => (
            <li key={i.id}><div className="pl-row">
              <Status state={i.due_on ? 'instalment.due' : 'instalment.waiting'} /><span className="el">{i.title}</span>
              <span className="t3 el">{i.task_id ? names.get(i.task_id) ?? t('waiting.elsewhere') : t(`waiting.${i.due_kind}`)}{i.days_after > 0 && t('waiting.after', { count: i.days_after })}</span><span className="sp" />
              {i.due_on ? <DateText value={i.due_on} /> : i.expected_on ? <span className="t3 num">{t('waiting.expected')}<DateText value={i.expected_on} /></span> : <span className="t3">—</span>}
            </div><Judged by={i.criteria} named /></li>
          ))}
        </ul>
      </Section>
      <FormDialog
        open={open} title={t('accept.open')} fields={fields} initial={{ task_id: what[0]?.value, accepted_on: today(), result: 'passed' }} submitText={t('accept.submit')}
        onCancel={() => setOpen(false)} onSubmit={(values, { idempotencyKey }) => send(values, idempotencyKey)} onDone={() => { setOpen(false); void refresh(); toast(t('done.accepted')); }}
      />
    </div>
  );
}
