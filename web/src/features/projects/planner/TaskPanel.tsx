import { Button, DatePicker, Input, InputNumber, Select, Slider } from 'antd';
import dayjs from 'dayjs';
import { X } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { people } from '@/lib/sources';
import { isMilestone, refresh, useProject, type Schedule, type Task } from '../api';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { toast, type Option } from '@/ui';
import { lastDay } from './instants';
import { SplitBox } from './SplitBox';
import { predecessorText } from './typing';
import type { PlanActs, TaskValues } from './usePlan';
import { WhyBox } from './WhyBox';

const TaskStaff = lazy(() => import('@/features/staffing/TaskStaff'));
const PAUSE_MS = 500;
/** Projects in whose panel the question why stands open. */
const asked = new Set<string>();
const CONSTRAINTS = ['', 'alap', 'snet', 'snlt', 'fnet', 'fnlt', 'mso', 'mfo'];

/** One task in full, beside the chart. Each field is kept when it is left. */
export function TaskPanel({ task, schedule, acts, onClose, onLinks, onGo }: { task: Task; schedule: Schedule; acts: PlanActs; onClose: () => void; onLinks: (links: string[]) => void; onGo: (id: string) => void }) {
  const { t } = useTranslation('projects');
  const [name, setName] = useState(task.name);
  const [percent, setPercent] = useState(task.percent);
  const [found, setFound] = useState<Option[]>([]);
  // The panel is made anew with every change of the plan: what was asked stays asked.
  const [asking, setAsking] = useState(() => asked.has(schedule.project.id));
  const ask = () => { setAsking(!asking); if (asking) asked.delete(schedule.project.id); else asked.add(schedule.project.id); };
  const may = schedule.may;
  const summary = task.kind === 'summary';
  const stone = isMilestone(task.kind);
  const perDay = schedule.calendar.minutes_per_day;
  // Arrow keys come one after another: the last value is sent, and also when the panel is closed meanwhile.
  const sending = useRef(0);
  const report = (value: number) => {
    window.clearTimeout(sending.current);
    sending.current = window.setTimeout(() => void acts.progress(task.id, { percent: value }), PAUSE_MS);
  };
  const save = (values: TaskValues) => void acts.save(task.id, values);
  useEffect(() => { if (may.plan) void people('').then(setFound).catch(() => undefined); }, [may.plan]);
  const owners = [...found.map((o) => ({ value: o.value, label: o.label })), ...(task.owner?.id && !found.some((o) => o.value === task.owner?.id) ? [{ value: task.owner.id, label: task.owner.name }] : [])];
  const at = (value: string | null) => (value ? dayjs(value) : null);
  const constrain = (constraint: string) => save({ constraint, constraint_at: constraint === '' || constraint === 'alap' ? null : (task.constraint_at ?? (constraint.startsWith('f') || constraint === 'mfo' ? task.finish : task.start)) });
  const numbers = new Map(schedule.tasks.map((x) => [x.id, x.wbs]));
  const before = schedule.links.filter((l) => l.succ === task.id);
  return (
    <aside className="pl-panel" aria-label={task.name}>
      <div className="row g8"><span className="num t3">{task.wbs}</span><b className="el">{t(`kind.${task.kind}`)}</b><span className="sp" /><Button type="text" size="small" icon={<X size={15} />} aria-label={t('common:act.close')} onClick={onClose} /></div>
      <Row label={t('grid.name')}><Input value={name} maxLength={200} disabled={!may.plan} onChange={(e) => setName(e.target.value)} onBlur={() => name.trim() && name !== task.name && save({ name: name.trim() })} /></Row>
      {!summary && <Row label={t('panel.kind')}><Select<'task' | 'milestone'> value={stone ? 'milestone' : 'task'} disabled={!may.plan} onChange={(kind) => save({ kind })} options={(['task', 'milestone'] as const).map((k) => ({ value: k, label: t(`kind.${k}`) }))} /></Row>}
      {!summary && !stone && <Row label={t('panel.duration')}><InputNumber value={task.duration === null ? null : Math.round((100 * task.duration) / perDay) / 100} min={0.25} step={1} disabled={!may.plan} suffix={t('unit.days')} onChange={() => undefined} onBlur={(e) => { const days = Number(e.target.value); if (days > 0 && Math.round(days * perDay) !== task.duration) save({ duration: Math.round(days * perDay) }); }} /></Row>}
      {!summary && (
        <Row label={t('grid.percent')}>
          <div className="row g12"><Slider className="grow" value={percent} disabled={!may.progress} onChange={setPercent} onChangeComplete={report} ariaLabelForHandle={t('grid.percent')} /><span className="num">{percent}%</span></div>
        </Row>
      )}
      {!summary && <Row label={t('panel.actual_start')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" value={at(task.actual_start)} disabled={!may.progress} allowClear={false} onChange={(d) => d && void acts.progress(task.id, { actual_start: d.format('YYYY-MM-DDTHH:mm'), percent: Math.max(task.percent, 1) })} /></Row>}
      {!summary && <Row label={t('panel.actual_finish')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" value={at(task.actual_finish)} disabled={!may.progress} allowClear={false} onChange={(d) => d && void acts.progress(task.id, { actual_finish: d.format('YYYY-MM-DDTHH:mm') })} /></Row>}
      <Row label={t('grid.owner')}><Select value={task.owner?.id ?? null} placeholder={task.owner?.name ?? t('panel.nobody')} disabled={!may.plan} allowClear showSearch={{ filterOption: false, onSearch: (q) => void people(q).then(setFound).catch(() => undefined) }} options={owners} onChange={(owner) => save({ owner_id: owner ?? null })} /></Row>
      {!summary && <Row label={t('panel.constraint')}><Select value={task.constraint} disabled={!may.plan} onChange={constrain} options={CONSTRAINTS.map((c) => ({ value: c, label: t(`constraint.${c || 'none'}`) }))} /></Row>}
      {task.constraint_at && <Row label={t('panel.constraint_at')}><DatePicker showTime={{ format: 'HH:mm' }} format="YYYY-MM-DD HH:mm" value={at(task.constraint_at)} disabled={!may.plan} allowClear={false} onChange={(d) => d && save({ constraint: task.constraint, constraint_at: d.format('YYYY-MM-DDTHH:mm') })} /></Row>}
      <dl className="pl-facts">
        <div><dt className="lbl">{t('panel.dates')}</dt><dd className="num">{task.start ? `${task.start.slice(0, 10)} — ${lastDay(task.finish ?? task.start)}` : '—'}</dd></div>
        <div><dt className="lbl">{t('panel.baseline')}</dt><dd className="num">{task.baseline_start ? `${task.baseline_start.slice(0, 10)} — ${lastDay(task.baseline_finish ?? task.baseline_start)}` : '—'}</dd></div>
        <div><dt className="lbl">{t('panel.float')}</dt><dd className="num">{task.total_float === null ? '—' : t('unit.n_days', { count: Math.round((10 * task.total_float) / perDay) / 10 })}</dd></div>
        <div><dt className="lbl">{t('panel.preds')}</dt><dd className="num">{before.map((l) => predecessorText(l, numbers.get(l.pred) ?? '', perDay)).join(', ') || '—'}</dd></div>
      </dl>
      <SplitBox task={task} schedule={schedule} acts={acts} />
      <Button size="small" aria-expanded={asking} onClick={ask}>{t('why.open')}</Button>
      {asking && <WhyBox task={task} version={schedule.version} onLinks={onLinks} onGo={onGo} />}
      {!summary && !stone && <Suspense><TaskStaff task={task.id} name={task.name} /></Suspense>}
      {stone && may.plan && <Ties task={task} projectId={schedule.project.id} />}
      {stone && !may.plan && task.instalments.length > 0 && <p className="s13 t2">{t('panel.pays', { names: task.instalments.map((i) => i.title).join('、') })}</p>}
    </aside>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return <label className="pl-field"><span className="s13 t2">{label}</span>{children}</label>;
}

/** Which instalments fall due with this milestone. */
function Ties({ task, projectId }: { task: Task; projectId: string }) {
  const { t } = useTranslation('projects');
  const project = useProject(projectId);
  const [failure, setFailure] = useState('');
  const rows = project.data?.instalments.filter((i) => i.task_id === null || i.task_id === task.id) ?? [];
  const change = async (id: string, on: boolean) => {
    setFailure('');
    try {
      await api.post(`/tasks/${task.id}/instalments${on ? '' : '/remove'}`, { instalment_id: id });
      await refresh();
      toast(t(on ? 'done.tied' : 'done.untied'));
    } catch (error) { setFailure(Problem.from(error).message); }
  };
  if (rows.length === 0) return null;
  const tied = rows.filter((i) => i.task_id === task.id).map((i) => i.id);
  const pick = (ids: string[]) => {
    ids.filter((i) => !tied.includes(i)).forEach((i) => void change(i, true));
    tied.filter((i) => !ids.includes(i)).forEach((i) => void change(i, false));
  };
  return (
    <Row label={t('panel.instalments')}>
      <Select mode="multiple" value={tied} onChange={pick} placeholder={t('panel.no_instalment')} options={rows.map((i) => ({ value: i.id, label: i.title }))} />
      {failure && <span className="red s13" role="alert">{failure}</span>}
    </Row>
  );
}
