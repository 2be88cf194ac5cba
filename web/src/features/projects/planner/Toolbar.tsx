import { Button, DatePicker, Dropdown, Select, type MenuProps } from 'antd';
import dayjs from 'dayjs';
import { CalendarClock, ChevronDown, CornerDownRight, CornerUpLeft, Ellipsis, Filter, Maximize2, Minimize2, Minus, Pencil, Plus, Printer, Redo2, Trash2, Undo2 } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DateText, MenuDrop, toast } from '@/ui';
import type { Act, Schedule, Task } from '../api';
import { useBaselines } from './against';
import type { ChartView } from './GanttChart';
import { StripOfTruth } from './StripOfTruth';
import type { Commands } from './useCommands';
import type { PlanActs } from './usePlan';
import { ViewMenu } from './ViewMenu';
import { farther, nearer, SCALES } from './zoom';

interface Props {
  schedule: Schedule; acts: PlanActs; commands: Commands; chosen: Task | null; view: ChartView; onView: (change: Partial<ChartView>) => void; against: string | null; onAgainst: (baseline: string | null) => void;
  filtering: boolean; onFilter: () => void; full: boolean; onFull: () => void; onToday: () => void; onOpen: () => void; onPrint: () => void;
}

/** The strip of truth, and what one does to the chosen rows. */
export function Toolbar(p: Props) {
  const { t } = useTranslation('projects');
  const { may } = p.schedule;
  const { view, commands } = p;
  const scale = (to: ChartView['scale']) => p.onView({ scale: to });
  return (
    <div className="pl-bar">
      <StripOfTruth schedule={p.schedule} />
      <span className="sp" />
      {may.plan && (
        <>
          <span className="pl-group">
            <Button size="small" icon={<Plus size={14} />} onClick={commands.below}>{t('act.add')}</Button>
            <Button size="small" icon={<CornerUpLeft size={14} />} aria-label={t('act.outdent')} title={t('act.outdent')} disabled={!p.chosen?.parent} onClick={commands.outdent} />
            <Button size="small" icon={<CornerDownRight size={14} />} aria-label={t('act.indent')} title={t('act.indent')} disabled={!p.chosen} onClick={commands.indent} />
            <Button size="small" icon={<Pencil size={14} />} aria-label={t('act.open')} title={t('act.open')} disabled={!p.chosen} onClick={p.onOpen} />
            <Button size="small" icon={<Trash2 size={14} />} aria-label={t('act.remove')} title={t('act.remove')} disabled={!p.chosen} onClick={commands.remove} />
          </span>
          <span className="pl-group">
            <Steps icon={<Undo2 size={14} />} verb="act.undo" steps={p.schedule.undo_steps} busy={p.acts.busy} back={p.acts.undo} />
            <Steps icon={<Redo2 size={14} />} verb="act.redo" steps={p.schedule.redo_steps} busy={p.acts.busy} back={p.acts.redo} />
          </span>
        </>
      )}
      <Button size="small" className={view.critical ? 'tog' : 'off'} aria-pressed={view.critical} icon={<i className="sw crit" />} onClick={() => p.onView({ critical: !view.critical })}>{t('toggle.critical')}</Button>
      <BaselineButton {...p} />
      <span className="pl-group">
        <Button size="small" icon={<Minus size={14} />} aria-label={t('scale.farther')} title={t('scale.farther')} disabled={view.scale === farther(view.scale)} onClick={() => scale(farther(view.scale))} />
        <Select size="small" className="pl-scale" value={view.scale} onChange={scale} aria-label={t('scale.label')} options={SCALES.map((s) => ({ value: s, label: t(`scale.${s}`) }))} />
        <Button size="small" icon={<Plus size={14} />} aria-label={t('scale.nearer')} title={t('scale.nearer')} disabled={view.scale === nearer(view.scale)} onClick={() => scale(nearer(view.scale))} />
      </span>
      <Button size="small" icon={<CalendarClock size={14} />} onClick={p.onToday}>{t('act.today')}</Button>
      <Button size="small" className={p.filtering ? 'tog' : 'off'} aria-pressed={p.filtering} icon={<Filter size={14} />} aria-label={t('filter.open')} title={t('filter.open')} onClick={p.onFilter} />
      <ViewMenu view={view} onView={p.onView} />
      <More {...p} />
    </div>
  );
}

/** Back or forth one step, or as many as the list says in words. */
function Steps({ icon, verb, steps, busy, back }: { icon: ReactNode; verb: string; steps: Act[]; busy: boolean; back: () => Promise<boolean> }) {
  const { t } = useTranslation('projects');
  const words = (act: Act) => `${t(`change.${act.kind}`)} ${act.title}`.trim();
  const name = steps[0] ? `${t(verb)}: ${words(steps[0])}` : t(verb);
  const go = async (count: number) => { for (let i = 0; i < count; i += 1) if (!(await back())) return; };
  const menu: MenuProps = { items: steps.map((act, i) => ({ key: String(i), label: <span className="pl-step">{words(act)}</span> })), onClick: ({ key }) => void go(Number(key) + 1) };
  return (
    <span className="pl-steps">
      <Button size="small" icon={icon} aria-label={name} title={name} disabled={steps.length === 0 || busy} onClick={() => void back()} />
      {steps.length > 1 && <MenuDrop menu={menu}><Button size="small" className="pl-many" icon={<ChevronDown size={12} />} aria-label={t(`${verb}_many`)} disabled={busy} /></MenuDrop>}
    </span>
  );
}

/** Whether a baseline is drawn, and which one where there are several: for looking at, the one that counts stays. */
function BaselineButton({ schedule: { project }, view, onView, against, onAgainst }: Props) {
  const { t } = useTranslation('projects');
  const kept = useBaselines(project.id, project.baseline_at !== null).data;
  const on = view.baseline && project.baseline_at !== null;
  const many = (kept?.items.length ?? 0) > 1;
  const chosen = kept?.items.find((one) => one.id === (against ?? kept.current));
  const label = (one: { id: string; name: string; taken_at: string }) => <span className="row g8"><span className="el">{one.name}</span><span className="t3 s12 num"><DateText value={one.taken_at} as="table" /></span>{one.id === kept?.current && <span className="t3 s12">{t('against.counts')}</span>}</span>;
  const choose = (key: string) => { onAgainst(key === kept?.current ? null : key); if (!view.baseline) onView({ baseline: true }); };
  return (
    <span className="pl-steps">
      <Button size="small" className={on ? 'tog' : 'off'} aria-pressed={on} disabled={!project.baseline_at} icon={<i className="sw base" />} onClick={() => onView({ baseline: !view.baseline })}>{against && chosen ? chosen.name : t('toggle.baseline')}</Button>
      {many && <MenuDrop menu={{ selectable: true, selectedKeys: chosen ? [chosen.id] : [], items: kept?.items.map((one) => ({ key: one.id, label: label(one) })), onClick: ({ key }) => choose(key) }}><Button size="small" className="pl-many" icon={<ChevronDown size={12} />} aria-label={t('against.choose')} title={t('against.choose')} /></MenuDrop>}
    </span>
  );
}

function More({ schedule, acts, full, onFull, onPrint }: Props) {
  const { t } = useTranslation('projects');
  const { project, may } = schedule;
  const [open, setOpen] = useState(false);
  const setBaseline = () => void acts.baseline(() => toast({ text: t('done.baseline'), undo: () => acts.undo() }));
  const item = (icon: ReactNode, text: string, run: () => void) => <Button type="text" block icon={icon} onClick={() => { setOpen(false); run(); }}>{text}</Button>;
  return (
    <Dropdown
      trigger={['click']} placement="bottomRight" open={open} onOpenChange={setOpen}
      popupRender={() => (
        <div className="pl-more">
          {item(full ? <Minimize2 size={14} /> : <Maximize2 size={14} />, t(full ? 'act.unfull' : 'act.full'), onFull)}
          {may.export && item(<Printer size={14} />, t('print.open'), onPrint)}
          {may.plan && item(<i className="sw base" />, t(project.baseline_at ? 'act.baseline_again' : 'act.baseline'), setBaseline)}
          {may.plan && (
            <>
              <label className="row g8 s13">{t('act.status_date')}
                <DatePicker size="small" value={project.status_date ? dayjs(project.status_date) : null} disabledDate={(d) => d.isAfter(dayjs(schedule.today), 'day')} onChange={(d) => void acts.statusDate(d ? d.format('YYYY-MM-DD') : null)} />
              </label>
              <p className="s12 t3">{t('hint.status_date')}</p>
            </>
          )}
        </div>
      )}
    >
      <Button size="small" icon={<Ellipsis size={14} />} aria-label={t('common:shell.more')} />
    </Dropdown>
  );
}
