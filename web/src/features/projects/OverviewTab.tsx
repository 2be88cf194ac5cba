import { Button } from 'antd';
import { UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { today } from '@/lib/dates';
import { DateText, Details, FormDialog, Person, ProgressBar, Section, StatusPill, toast } from '@/ui';
import { people } from '@/lib/sources';
import { refresh, type Project } from './api';
import { BinMenu } from './BinMenu';
import { MembersDialog } from './MembersDialog';

export function OverviewTab({ project: p }: { project: Project }) {
  const { t } = useTranslation('projects');
  const [asked, setAsked] = useState<'kickoff' | 'edit' | 'members' | null>(null);
  const close = () => setAsked(null);
  const act = async (path: string, text: string, back?: string) => {
    await api.post(`/projects/${p.id}/${path}`);
    await refresh();
    toast({ text, undo: back ? async () => { await api.post(`/projects/${p.id}/${back}`); await refresh(); } : undefined });
  };
  const late = p.days_late !== null && p.days_late > 0;
  // What was accepted asks for nothing more: its lateness is told, not called out.
  const over = p.accepted_on !== null;
  const facts = [
    { label: t('field.client'), value: <Link to={`/clients/${p.client.id}`}>{p.client.name}</Link> },
    { label: t('field.contract'), value: <Link to={`/contracts/${p.contract.id}`}>{p.contract.number ?? p.contract.title}</Link> },
    { label: t('field.code'), value: p.code },
    { label: t('field.starts_on'), value: <DateText value={p.starts_on} /> },
    { label: t('field.finishes_on'), value: p.finishes_on ? <DateText value={p.finishes_on} /> : null },
    { label: t('field.baseline'), value: p.baseline_finish ? <DateText value={p.baseline_finish} /> : null },
    { label: t(over ? 'field.finished' : 'field.forecast'), value: p.forecast_finish && <span className={late && !over ? 'amber' : ''}><DateText value={p.forecast_finish} />{late && <span className="near">{t('days_late', { count: p.days_late ?? 0 })}</span>}</span> },
    { label: t('field.kickoff'), value: p.kickoff_on ? <DateText value={p.kickoff_on} /> : null },
    { label: t('field.accepted_on'), value: p.accepted_on ? <DateText value={p.accepted_on} /> : null },
    { label: t('field.calendar'), value: <>{t(`calendar.${['cn', 'cn6', 'daily'].includes(p.calendar) ? p.calendar : 'own'}`)}{p.weekends_only_from && <div className="s12 t3">{t('calendar_unknown', { year: p.weekends_only_from.slice(0, 4) })}</div>}</> },
  ];
  return (
    <div className="two">
      <div className="record-main">
        <div className="row g8 wrap mb8">
          <StatusPill state={p.archived_at ? 'project.archived' : `project.${p.status}`} /><span className="sp" />
          {p.may.update && p.status === 'preparing' && <Button type="primary" onClick={() => setAsked('kickoff')}>{t('kickoff.open')}</Button>}
          {p.may.update && p.status === 'accepted' && <Button onClick={() => void act('close', t('done.closed'), 'reopen')}>{t('close')}</Button>}
          {p.may.update && p.status !== 'closed' && <Button onClick={() => setAsked('edit')}>{t('edit')}</Button>}
          <BinMenu project={p} />
        </div>
        <Section title={t('progress')}>
          <div className="row g12"><b className="big">{p.percent}<small>%</small></b><span className="t2">{p.planned_percent === null ? t('strip.no_baseline') : t('strip.planned', { percent: p.planned_percent })}</span></div>
          <ProgressBar value={p.percent} label={t('progress')} tone={over ? 'green' : late ? 'amber' : 'bar'} />
          <p className="mt12"><Link to={`/projects/${p.id}?tab=plan`}>{t('open_plan', { count: p.tasks })}</Link></p>
        </Section>
        <Section title={t('facts')}><Details items={facts} /></Section>
      </div>
      <aside className="record-rail" aria-label={t('members.title')}>
        <Section title={t('members.title')} action={p.may.update && p.status !== 'closed' && <Button size="small" icon={<UserRoundPlus size={14} />} onClick={() => setAsked('members')}>{t('members.edit')}</Button>}>
          <ul className="col g8">{p.members.map((m) => <li key={m.id} className="row g8"><Person value={m} /><span className="sp" /><span className="s13 t3">{t(`role.${m.role}`)}</span></li>)}</ul>
        </Section>
      </aside>
      {asked === 'members' && <MembersDialog project={p} onClose={close} />}
      <FormDialog
        open={asked === 'kickoff'} title={t('kickoff.title')} fields={[{ name: 'held_on', label: t('kickoff.held_on'), type: 'date', help: t('kickoff.help') }]}
        initial={{ held_on: today() }} submitText={t('kickoff.submit')} onCancel={close}
        onSubmit={(values) => api.post(`/projects/${p.id}/kickoff`, values)} onDone={() => { close(); void refresh(); toast(t('done.kickoff')); }}
      />
      <FormDialog
        open={asked === 'edit'} title={t('edit_title')} version={p.version} submitText={t('save')} onCancel={close}
        fields={[
          { name: 'name', label: t('field.name'), type: 'text', maxLength: 200 },
          { name: 'manager_id', label: t('field.manager'), type: 'person', source: people, initialLabel: p.manager.name },
          { name: 'finishes_on', label: t('field.finishes_on'), type: 'date', optional: true },
        ]}
        initial={{ name: p.name, manager_id: p.manager.id, finishes_on: p.finishes_on ?? '' }}
        onSubmit={(values, { version }) => api.patch(`/projects/${p.id}`, { ...values, finishes_on: values.finishes_on || null }, { version })}
        onDone={() => { close(); void refresh(); toast(t('done.saved')); }}
      />
    </div>
  );
}
