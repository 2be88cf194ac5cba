import { Button, DatePicker, Select } from 'antd';
import { Pencil, Trash2 } from 'lucide-react';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useRefreshAny } from '@/lib/refresh';
import { DateText, FormDialog, RailSection, RecordGate, RecordPage, Section, Tag, toast } from '@/ui';
import { RESOURCE, useResource, useSkills, type Resource } from './api';
import { given, useResourceFields } from './NewResource';
import { SkillPicker } from './SkillPicker';
import './staffing.css';

export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('staffing');
  const query = useResource(id);
  return <RecordGate query={query} title={t('tab.resources')} failed={t('failed_one')} back={{ to: '/resources', label: t('tab.resources') }}>{(found) => <Record of={found} />}</RecordGate>;
}

function Record({ of: r }: { of: Resource }) {
  const { t } = useTranslation('staffing');
  const refresh = useRefreshAny();
  const [open, setOpen] = useState<'edit' | 'skills' | null>(null);
  const fields = useResourceFields();
  const close = () => setOpen(null);
  const again = () => refresh(RESOURCE);
  const put = async (archived: boolean) => {
    const act = (way: string) => api.post(`/resources/${way}`, { ids: [r.id] }).then(again);
    try { await act(archived ? 'archive' : 'restore'); toast({ text: t(archived ? 'archived_one' : 'restored_one', { name: r.name }), undo: async () => { await act(archived ? 'restore' : 'archive'); } }); } catch (failure) { toast({ text: Problem.from(failure).message, tone: 'bad' }); }
  };
  const facts = [
    { label: t('col.kind'), value: t(`kind.${r.kind}`) },
    { label: t('col.capacity'), value: <span className="num">{r.capacity}%</span> },
    { label: t('field.calendar'), value: t(`calendar.${r.calendar}`) },
    { label: t('col.region'), value: r.region_name ?? '—' },
    ...('rate' in r ? [{ label: t('col.rate'), value: r.rate ? <span className="num">{r.rate}{r.overtime_rate && t('overtime_at', { rate: r.overtime_rate })}</span> : '—' }] : []),
    { label: t('field.there'), value: r.from_on || r.until_on ? <span className="num">{r.from_on ?? '…'} — {r.until_on ?? '…'}</span> : t('always') },
  ];
  return (
    <>
      <RecordPage
        resource={RESOURCE} id={r.id} back={{ to: '/resources', label: t('tab.resources') }} link={(id) => `/resources/${id}`} title={r.name} tags={r.archived_at ? [t('view.gone')] : []} meta={[r.department]}
        actions={r.may.update && <Button icon={<Pencil size={15} />} onClick={() => setOpen('edit')}>{t('edit')}</Button>} onEdit={r.may.update ? () => setOpen('edit') : undefined}
        more={r.may.archive ? [{ key: 'archive', label: t(r.archived_at ? 'restore' : 'archive'), onClick: () => void put(!r.archived_at) }] : []} facts={facts}
        tabs={[{ key: 'overview', label: t('overview'), content: <Main of={r} /> }]}
        rail={
          <>
            <RailSection title={t('skills')} action={r.may.update && <Button size="small" onClick={() => setOpen('skills')}>{t('skill.edit')}</Button>}>
              {r.skills.length ? <div className="st-skills">{r.skills.map((s) => <Tag key={s.id}>{`${s.name} ${t(`level.${s.level}`)}`}</Tag>)}</div> : <p className="t3">{t('skill.nothing')}</p>}
            </RailSection>
            <Absences of={r} />
          </>
        }
      />
      {open === 'skills' && <Skills of={r} onClose={close} />}
      <FormDialog
        open={open === 'edit'} title={t('edit_title')} version={r.version} submitText={t('save')} onCancel={close}
        fields={fields({ kind: r.kind, colleague: r.user_id !== null, rate: 'rate' in r, department: r.department ?? undefined, region: r.region_name ?? undefined })}
        initial={{ ...(r.user_id === null ? { name: r.name, department_id: r.department_id ?? '' } : {}), capacity: r.capacity, calendar: r.calendar, region: r.region, ...('rate' in r ? { rate: r.rate ?? '', ...(r.kind === 'person' ? { overtime_rate: r.overtime_rate ?? '' } : {}) } : {}), from_on: r.from_on ?? '', until_on: r.until_on ?? '' }}
        onSubmit={(values, { version }) => api.patch(`/resources/${r.id}`, given(values), { version })} onDone={() => { close(); void again(); toast(t('saved')); }}
      />
    </>
  );
}

function Skills({ of: r, onClose }: { of: Resource; onClose: () => void }) {
  const { t } = useTranslation('staffing');
  const refresh = useRefreshAny();
  const known = useSkills();
  const save = async (skills: { id: string; level: number }[]) => { await api.put(`/resources/${r.id}/skills`, { skills }); await refresh(RESOURCE); toast(t('saved')); };
  return <SkillPicker title={t('skill.of', { name: r.name })} held={r.skills} known={known.data ?? []} onSave={save} onClose={onClose} />;
}

/** The next twelve weeks, and what is not done yet. */
function Main({ of: r }: { of: Resource }) {
  const { t } = useTranslation('staffing');
  return (
    <>
      <Section title={t('weeks.title')} note={t('weeks.note')}>
        <div className="st-weeks">
          {r.load.starts.map((week, i) => {
            const [load, able] = [r.load.load[i] ?? 0, r.load.able[i] ?? 0];
            const over = load > able;
            const share = able > 0 ? Math.round((100 * load) / able) : null;
            const tone = over ? 'over' : (share ?? 0) > 80 ? 'full' : (share ?? 0) > 40 ? 'half' : load ? 'some' : 'free';
            return <div key={week} title={t('cell', { name: r.name, week, load, able })}><span className={`st-cell ${tone}`}>{load === 0 ? '' : share === null ? t('away') : `${share}%`}</span><span className="num">{week.slice(5)}</span></div>;
          })}
        </div>
      </Section>
      <Section title={t('assigned.title', { count: r.assignments.length + r.unseen })}>
        {r.assignments.length === 0 && r.unseen === 0 && <p className="t2">{t('assigned.none')}</p>}
        <ul className="st-work">
          {r.assignments.map((a) => (
            <li key={a.id}>
              <div className="grow min0"><Link to={`/projects/${a.project_id}?tab=plan&task=${a.task_id}`}>{a.task}</Link><p className="s13 t2">{a.project}</p></div>
              <span className="num t2 nw">{a.from_on ?? a.start ?? '—'} — {a.until_on ?? a.finish ?? '—'}</span><span className="num st-h">{a.percent}%</span>
            </li>
          ))}
        </ul>
        {r.unseen > 0 && <p className="s13 t2 mt8">{t('over.unseen', { count: r.unseen })}</p>}
      </Section>
    </>
  );
}

function Absences({ of: r }: { of: Resource }) {
  const { t } = useTranslation('staffing');
  const refresh = useRefreshAny();
  const kinds = r.kind === 'equipment' ? ['repair', 'other'] : ['leave', 'training', 'other'];
  const [kind, setKind] = useState(kinds[0] ?? 'other');
  const [days, setDays] = useState<[string, string] | null>(null);
  const [fault, setFault] = useState('');
  const act = async (run: () => Promise<unknown>) => {
    setFault('');
    try { await run(); await refresh(RESOURCE); setDays(null); } catch (failure) { setFault(Problem.from(failure).message); }
  };
  return (
    <RailSection title={t('absence.title')}>
      {r.absences.length === 0 && <p className="t3">{t('absence.none')}</p>}
      <ul className="col g4">
        {r.absences.map((a) => (
          <li key={a.id} className="row g8"><span>{t(`absence.${a.kind}`)}</span><span className="num t2 nw"><DateText value={a.from_on} /> — <DateText value={a.until_on} /></span><span className="sp" />
            {r.may.update && <button type="button" className="ib" aria-label={t('absence.remove', { from: a.from_on, to: a.until_on })} onClick={() => void act(() => api.post(`/resources/${r.id}/absences/${a.id}/remove`, {}))}><Trash2 size={14} aria-hidden /></button>}
          </li>
        ))}
      </ul>
      {r.may.update && (
        <div className="col g6 mt12">
          <Select value={kind} onChange={setKind} aria-label={t('absence.kind')} options={kinds.map((value) => ({ value, label: t(`absence.${value}`) }))} />
          <DatePicker.RangePicker aria-label={t('absence.days')} value={days ? [dayjs(days[0]), dayjs(days[1])] : null} onChange={(_, texts) => setDays(texts?.[0] && texts[1] ? [texts[0], texts[1]] : null)} />
          <Button disabled={!days} onClick={() => days && void act(() => api.post(`/resources/${r.id}/absences`, { kind, from_on: days[0], until_on: days[1] }))}>{t('absence.add')}</Button>
          <p role="alert" className="red s13">{fault}</p>
        </div>
      )}
    </RailSection>
  );
}
