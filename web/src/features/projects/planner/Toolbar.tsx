import { Button, DatePicker, Dropdown, Segmented } from 'antd';
import dayjs from 'dayjs';
import { CalendarClock, CornerDownRight, CornerUpLeft, Ellipsis, Pencil, Plus, Redo2, Trash2, Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from '@/ui';
import type { Schedule, Task } from '../api';
import type { Scale } from './GanttChart';
import type { PlanActs } from './usePlan';

interface Props {
  schedule: Schedule; acts: PlanActs; chosen: Task | null; scale: Scale; onScale: (s: Scale) => void; critical: boolean; onCritical: (on: boolean) => void;
  baseline: boolean; onBaseline: (on: boolean) => void; onToday: () => void; onAdd: () => void; onOpen: () => void;
}

/** The strip of truth, and what one does to the chosen row. */
export function Toolbar(p: Props) {
  const { t } = useTranslation('projects');
  const { may, undo, redo, project } = p.schedule;
  const name = (act: { kind: string; title: string } | null, verb: string) => (act ? `${t(verb)}: ${t(`change.${act.kind}`)} ${act.title}` : t(verb));
  const setBaseline = () => void p.acts.baseline(() => toast({ text: t('done.baseline'), undo: () => p.acts.undo() }));
  const remove = () => {
    const task = p.chosen;
    if (task) void p.acts.remove([task.id], () => toast({ text: t('done.removed', { name: task.name }), undo: () => p.acts.undo() }));
  };
  return (
    <div className="pl-bar">
      <StripOfTruth schedule={p.schedule} />
      <span className="sp" />
      {may.plan && (
        <>
          <span className="pl-group">
            <Button size="small" icon={<Plus size={14} />} onClick={p.onAdd}>{t('act.add')}</Button>
            <Button size="small" icon={<CornerUpLeft size={14} />} aria-label={t('act.outdent')} title={t('act.outdent')} disabled={!p.chosen?.parent} onClick={() => p.chosen && void p.acts.outdent(p.chosen.id)} />
            <Button size="small" icon={<CornerDownRight size={14} />} aria-label={t('act.indent')} title={t('act.indent')} disabled={!p.chosen} onClick={() => p.chosen && void p.acts.indent(p.chosen.id)} />
            <Button size="small" icon={<Pencil size={14} />} aria-label={t('act.open')} title={t('act.open')} disabled={!p.chosen} onClick={p.onOpen} />
            <Button size="small" icon={<Trash2 size={14} />} aria-label={t('act.remove')} title={t('act.remove')} disabled={!p.chosen} onClick={remove} />
          </span>
          <span className="pl-group">
            <Button size="small" icon={<Undo2 size={14} />} aria-label={name(undo, 'act.undo')} title={name(undo, 'act.undo')} disabled={!undo || p.acts.busy} onClick={() => void p.acts.undo()} />
            <Button size="small" icon={<Redo2 size={14} />} aria-label={name(redo, 'act.redo')} title={name(redo, 'act.redo')} disabled={!redo || p.acts.busy} onClick={() => void p.acts.redo()} />
          </span>
        </>
      )}
      <Button size="small" className={p.critical ? 'tog on' : 'tog'} aria-pressed={p.critical} icon={<i className="sw crit" />} onClick={() => p.onCritical(!p.critical)}>{t('toggle.critical')}</Button>
      <Button size="small" className={p.baseline && project.baseline_at ? 'tog on' : 'tog'} aria-pressed={p.baseline && project.baseline_at !== null} disabled={!project.baseline_at} icon={<i className="sw base" />} onClick={() => p.onBaseline(!p.baseline)}>{t('toggle.baseline')}</Button>
      <Segmented size="small" value={p.scale} onChange={(s) => p.onScale(s)} aria-label={t('scale.label')} options={(['day', 'week', 'month'] as const).map((s) => ({ value: s, label: t(`scale.${s}`) }))} />
      <Button size="small" icon={<CalendarClock size={14} />} onClick={p.onToday}>{t('act.today')}</Button>
      {may.plan && (
        <Dropdown
          trigger={['click']} placement="bottomRight"
          popupRender={() => (
            <div className="pl-more">
              <Button type="text" block onClick={setBaseline}>{t(project.baseline_at ? 'act.baseline_again' : 'act.baseline')}</Button>
              <label className="row g8 s13">{t('act.status_date')}
                <DatePicker size="small" value={project.status_date ? dayjs(project.status_date) : null} disabledDate={(d) => d.isAfter(dayjs(p.schedule.today), 'day')} onChange={(d) => void p.acts.statusDate(d ? d.format('YYYY-MM-DD') : null)} />
              </label>
              <p className="s12 t3">{t('hint.status_date')}</p>
            </div>
          )}
        >
          <Button size="small" icon={<Ellipsis size={14} />} aria-label={t('common:shell.more')} />
        </Dropdown>
      )}
    </div>
  );
}

/** 完成 52% 计划 58% · 预计竣工 2027-03-31 比基线晚 7 天. */
export function StripOfTruth({ schedule }: { schedule: Schedule }) {
  const { t } = useTranslation('projects');
  const p = schedule.project;
  const late = p.days_late ?? 0;
  const against = p.baseline_finish ? 'baseline' : 'promise';
  return (
    <>
      <span className="kv"><span className="t3">{t('strip.done')}</span><b className="num">{p.percent}%</b>{p.planned_percent !== null && <span className="t3 num">{t('strip.planned', { percent: p.planned_percent })}</span>}</span>
      <span className="kv">
        <span className="t3">{t('strip.forecast')}</span><b className="num">{p.forecast_finish ?? '—'}</b>
        {p.days_late !== null && late > 0 && <span className="amber num">{t(`strip.late_${against}`, { count: late })}</span>}
        {p.days_late !== null && late < 0 && <span className="t2 num">{t(`strip.early_${against}`, { count: -late })}</span>}
        {p.days_late === 0 && <span className="t3">{t(`strip.even_${against}`)}</span>}
      </span>
    </>
  );
}
