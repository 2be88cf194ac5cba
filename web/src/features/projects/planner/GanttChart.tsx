import type { GanttStatic } from 'dhtmlx-gantt';
import 'dhtmlx-gantt/codebase/dhtmlxgantt.css';
import './gantt.css';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schedule } from '../api';
import { barClass, insideBar, offDays } from './draw';
import { toDate } from './instants';
import { drawCalendar, placePill } from './layers';
import { linkOf, rowOf, spanOf, type GanttRow } from './rows';
import { applyScale, makeGantt, type Scale } from './setup';
import { useDragging } from './useDragging';
import { useGanttEvents } from './useGanttEvents';
import { useGanttKeys } from './useGanttKeys';
import type { PlanActs } from './usePlan';

export type { Scale } from './setup';

export interface ChartProps {
  schedule: Schedule; acts: PlanActs; scale: Scale; critical: boolean; baseline: boolean; jump: number; selected: string | null;
  onSelect: (id: string | null) => void; onOpen: (id: string) => void; onLink: (id: string) => void; onAdd: () => void;
}

/** The chart: the library draws rows, bars and links; days off, today, baseline, float and ghosts are ours. */
export function GanttChart(props: ChartProps) {
  const { schedule, acts, scale, critical, baseline, jump } = props;
  const { t, i18n } = useTranslation('projects');
  const zh = !i18n.language.startsWith('en');
  const host = useRef<HTMLDivElement>(null);
  const gantt = useRef<GanttStatic | null>(null);
  const now = useRef({ props, t });
  const actsRef = useRef(acts);
  const [ready, setReady] = useState(false);
  useLayoutEffect(() => { now.current = { props, t }; actsRef.current = acts; });

  useEffect(() => {
    const el = host.current;
    if (!el) return;
    const g = makeGantt(t, zh);
    gantt.current = g;
    const drawing = () => ({ x: (d: Date) => g.posFromDate(d), critical: now.current.props.critical, baseline: now.current.props.baseline, late: (n: number) => now.current.t('late_short', { count: n }) });
    g.templates.task_class = (_s: Date, _e: Date, row: GanttRow) => barClass(row, now.current.props.critical);
    g.templates.task_text = (_s: Date, _e: Date, row: GanttRow) => insideBar(row, drawing());
    g.attachEvent('onGanttRender', () => { const s = now.current.props.schedule; drawCalendar(g, offDays(s.calendar, (n) => now.current.t(`holiday.${n}`)), s.today); });
    g.attachEvent('onGanttScroll', () => placePill(g, now.current.props.schedule.today));
    applyScale(g, now.current.props.scale, zh);
    g.init(el);
    load(g, now.current.props.schedule);
    showToday(g, now.current.props.schedule);
    setReady(true);
    const sized = new ResizeObserver(() => g.setSizes());
    sized.observe(el);
    return () => { sized.disconnect(); setReady(false); gantt.current = null; g.destructor(); };
  }, [t, zh]);

  useEffect(() => { if (ready && gantt.current) load(gantt.current, schedule); }, [ready, schedule, acts.refused]);
  useEffect(() => { if (ready) gantt.current?.render(); }, [ready, critical, baseline]);
  useEffect(() => {
    const g = gantt.current;
    if (!g || !ready) return;
    applyScale(g, scale, zh);
    g.render();
    showToday(g, now.current.props.schedule);
  }, [ready, scale, zh]);
  useEffect(() => { if (jump && gantt.current) showToday(gantt.current, now.current.props.schedule); }, [jump]);
  useEffect(() => {
    const g = gantt.current;
    if (!g || !ready || !props.selected || !g.isTaskExists(props.selected)) return;
    if (g.getSelectedId() !== props.selected) g.selectTask(props.selected);
  }, [ready, props.selected, schedule]);

  useGanttEvents(gantt, now, actsRef, ready);
  const onKeyDown = useGanttKeys(gantt, now, actsRef);
  const dragging = useDragging(gantt, actsRef, ready);
  const summaries = dragging ? new Set(schedule.tasks.filter((task) => task.kind === 'summary').map((task) => task.id)) : null;
  const moved = dragging?.preview?.moves.filter((m) => !summaries?.has(m.id)).length ?? 0;
  return (
    <>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the chart is one composite widget: arrows move inside it */}
      <div ref={host} className="g-host" tabIndex={0} role="application" aria-label={t('chart', { name: schedule.project.name })} onKeyDown={onKeyDown} />
      {dragging && (
        <div className="g-tip" role="status" style={{ left: dragging.x + 14, top: dragging.y + 16 }}>
          <b>{dragging.name}</b><span className="num">{dragging.start} — {dragging.finish}</span>
          {dragging.failure && <span className="red">{dragging.failure}</span>}
          {dragging.preview && <span className="t2">{moved > 1 ? t('drag.moves', { count: moved - 1 }) : t('drag.alone')}</span>}
          {dragging.preview?.forecast_finish && <span className={(dragging.preview.days_late ?? 0) > 0 ? 'amber num' : 't2 num'}>{t('drag.forecast', { day: dragging.preview.forecast_finish })}{(dragging.preview.days_late ?? 0) > 0 && t('drag.late', { count: dragging.preview.days_late ?? 0 })}</span>}
        </div>
      )}
    </>
  );
}

function load(g: GanttStatic, schedule: Schedule): void {
  const open = new Map(g.getTaskByTime().map((row) => [String(row.id), row.$open !== false]));
  const scroll = g.getScrollState();
  const { from, to } = spanOf(schedule);
  g.config.start_date = from;
  g.config.end_date = to;
  const tasks = new Map(schedule.tasks.map((task) => [task.id, task]));
  g.clearAll();
  g.parse({ data: schedule.tasks.map((task) => rowOf(task, schedule, open.get(task.id) ?? true)), links: schedule.links.map((l) => linkOf(l, tasks)) });
  g.scrollTo(scroll.x, scroll.y);
}

/** Today a third from the left, or the beginning when today is not on the chart. */
function showToday(g: GanttStatic, schedule: Schedule): void {
  const at = toDate(`${schedule.today}T00:00`);
  const { from, to } = spanOf(schedule);
  const wide = (g as unknown as { $task?: HTMLElement }).$task?.clientWidth ?? 600;
  g.scrollTo(at < from || at > to ? 0 : Math.max(g.posFromDate(at) - wide / 3, 0), g.getScrollState().y);
}
