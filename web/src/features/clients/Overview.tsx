import { Button, Segmented } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useCan } from '@/app/session';
import { daysBetween, today } from '@/lib/dates';
import { NextSteps, Section, toast } from '@/ui';
import { CLIENT, finishStep, reopenStep, useRefresh, type Dossier } from './api';
import { ClientTimeline } from './ClientTimeline';
import { StepDialog } from './dialogs';
import { ReviewBar } from './ReviewBar';
import { TraceFilter } from './TraceFilter';

const NONE = { kind: '', author: '', keyword: '' };
const GROUPS = ['', 'follow_up', 'money', 'project', 'change'] as const;

export function Overview({ client }: { client: Dossier }) {
  const { t } = useTranslation('clients');
  const refresh = useRefresh();
  const mayNote = useCan(CLIENT, 'note') && client.archived_at === null;
  const [adding, setAdding] = useState(false);
  const [group, setGroup] = useState<string>('');
  const [narrow, setNarrow] = useState<{ kind: string; author: string; keyword: string }>(NONE);
  // A hit of the search leads to its place on the timeline.
  const [params, setParams] = useSearchParams();
  const entry = /^\d{1,18}$/.test(params.get('entry') ?? '') ? params.get('entry') ?? undefined : undefined;
  const whole = () => setParams((old) => { const now = new URLSearchParams(old); now.delete('entry'); return now; }, { replace: true });
  const late = client.steps.filter((s) => s.due_on !== null && daysBetween(today(), s.due_on) < 0).length;
  const finish = async (id: string, title: string) => {
    await finishStep(id);
    await refresh();
    toast({ text: t('done.step', { title }), undo: async () => { await reopenStep(id); await refresh(); } });
  };
  const note = client.steps.length === 0 ? undefined : late > 0 ? t('steps.late', { count: client.steps.length, late }) : t('steps.count', { count: client.steps.length });
  return (
    <>
      <ReviewBar client={client} />
      <Section title={t('steps.title')} note={note} action={mayNote && <Button type="text" size="small" icon={<Plus size={14} />} onClick={() => setAdding(true)}>{t('steps.add')}</Button>}>
        <NextSteps
          items={client.steps.map((s) => ({ id: s.id, text: s.title, due: s.due_on, person: s.assignee__name, tag: s.kind === 'promise' ? t('step_kind.promise') : undefined }))}
          onDone={mayNote ? (s) => finish(s.id, String(s.text)) : undefined} empty={t('steps.none')}
        />
      </Section>
      <Section
        title={t('timeline.title')}
        action={<div className="ovx"><Segmented size="small" value={group} onChange={setGroup} options={GROUPS.map((g) => ({ value: g, label: t(`group.${g || 'all'}`) }))} /></div>}
      >
        {entry
          ? <p className="notice mb12">{t('timeline.from_here')} <button type="button" className="linkish" onClick={whole}>{t('timeline.whole')}</button></p>
          : <TraceFilter value={narrow} onChange={setNarrow} />}
        <ClientTimeline id={client.id} group={group} {...(entry ? { entry } : narrow)} onKeyword={(keyword) => { setNarrow({ ...narrow, keyword }); if (entry) whole(); }} />
      </Section>
      {adding && <StepDialog client={client} onClose={() => setAdding(false)} />}
    </>
  );
}
