import type { GanttStatic } from 'dhtmlx-gantt';
import 'dhtmlx-gantt/codebase/dhtmlxgantt.css';
import './gantt.css';
import type { TFunction } from 'i18next';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schedule } from '../api';
import { columnsFor, gridWidth, lookup, type ColumnKey } from './columns';
import { DragTip } from './DragTip';
import { barClass, insideBar, offDays } from './draw';
import { toDate } from './instants';
import { drawCalendar, drawProgressLine, placePill } from './layers';
import { LoadStrip } from './LoadStrip';
import { spanOf, type GanttRow } from './rows';
import { makeGantt } from './setup';
import { repaint, sync, type Drawn } from './sync';
import { useCells } from './useCells';
import type { Commands } from './useCommands';
import { useDragging } from './useDragging';
import { useGanttEvents } from './useGanttEvents';
import { useGanttKeys } from './useGanttKeys';
import type { Glow } from './useNews';
import type { PlanActs } from './usePlan';
import type { Selecting } from './useSelection';
import { applyScale, type Scale } from './zoom';

export interface ChartView { scale: Scale; critical: boolean; baseline: boolean; slack: boolean; progress: boolean; load: boolean; columns: ColumnKey[] }
export interface ChartProps {
  schedule: Schedule; acts: PlanActs; view: ChartView; shown: ReadonlySet<string> | null; jump: number; selecting: Selecting; commands: Commands; glow: Glow | null;
  driving: ReadonlySet<string>; edit: { id: string } | null; reveal: { id: string } | null; onOpen: (id: string) => void; onLink: (id: string) => void; onScale: (scale: Scale) => void; onEscape: () => void;
}
export type ChartNow = RefObject<{ props: ChartProps; t: TFunction<'projects'>; host: RefObject<HTMLDivElement | null> }>;

type Looks = Omit<ChartView, 'load'> & Pick<ChartProps, 'shown'>;
const NONE: ReadonlySet<string> = new Set();
const sizeOf = (el: HTMLElement) => ({ width: el.clientWidth, height: el.clientHeight });

/** The chart: the library draws rows, bars and links; days off, today, baseline, float, progress line and ghosts are ours. */
export function GanttChart(props: ChartProps) {
  const { schedule, acts, view, shown, jump, selecting, glow, driving, edit, reveal } = props;
  const { t, i18n } = useTranslation('projects');
  const zh = !i18n.language.startsWith('en');
  const host = useRef<HTMLDivElement>(null);
  const gantt = useRef<GanttStatic | null>(null);
  const now: ChartNow = useRef({ props, t, host });
  const actsRef = useRef(acts);
  const looked = useMemo(() => lookup(schedule), [schedule]);
  const look = useRef(looked);
  const marked = useRef<ReadonlySet<string>>(new Set());
  const drawn = useRef<Drawn | null>(null);
  const lookedBy = useRef<Looks | null>(null);
  const lit = useRef<ReadonlySet<string>>(NONE);
  const front = useRef<() => void>(() => undefined);
  const [ready, setReady] = useState(false);
  useLayoutEffect(() => { now.current = { props, t, host }; actsRef.current = acts; });
  useLayoutEffect(() => { look.current = looked; }, [looked]);

  useEffect(() => {
    const el = host.current;
    if (!el) return;
    const g = makeGantt(t, zh, (link) => now.current.props.driving.has(link));
    gantt.current = g;
    const litBy = (id: string) => [marked.current.has(id) ? 'g-picked' : '', now.current.props.glow?.ids.has(id) ? 'g-glow' : ''].join(' ');
    const drawing = () => ({ x: (d: Date) => g.posFromDate(d), ...now.current.props.view, late: (n: number) => now.current.t('late_short', { count: n }), who: now.current.props.glow });
    g.templates.task_class = (_s: Date, _e: Date, row: GanttRow) => `${barClass(row, now.current.props.view.critical)} ${litBy(row.id)}`;
    g.templates.grid_row_class = (_s: Date, _e: Date, row: GanttRow) => `g-row ${row.type === 'summary' ? 'g-row-sum' : ''} ${litBy(row.id)}`;
    g.templates.task_row_class = (_s: Date, _e: Date, row: GanttRow) => litBy(row.id);
    g.templates.task_text = (_s: Date, _e: Date, row: GanttRow) => insideBar(row, drawing());
    front.current = () => drawProgressLine(g, now.current.props.view.progress ? now.current.props.schedule : null);
    g.attachEvent('onGanttRender', () => { const s = now.current.props.schedule; drawCalendar(g, offDays(s.calendar, (n) => now.current.t(`holiday.${n}`)), s.today); front.current(); });
    g.attachEvent('onGanttScroll', () => { placePill(g, now.current.props.schedule.today); front.current(); });
    g.config.columns = columnsFor(now.current.props.view.columns, t, () => look.current) as never;
    g.config.grid_width = gridWidth(now.current.props.view.columns);
    applyScale(g, now.current.props.view.scale, zh);
    let size = sizeOf(el);
    g.init(el);
    drawn.current = null;
    setReady(true);
    const sized = new ResizeObserver(() => { if (el.clientWidth !== size.width || el.clientHeight !== size.height) { size = sizeOf(el); g.setSizes(); } });
    sized.observe(el);
    return () => { sized.disconnect(); setReady(false); gantt.current = null; g.destructor(); };
  }, [t, zh]);

  const exact = view.scale === 'hour';
  useGanttEvents(gantt, now, actsRef, ready);
  useEffect(() => {
    const g = gantt.current;
    if (!g || !ready) return;
    const first = drawn.current === null;
    // What was drawn ahead of a refused answer is drawn again from the plan.
    const before = acts.refused > 0 && drawn.current?.schedule === schedule ? null : drawn.current;
    const after = { schedule, exact };
    if (!sync(g, before, after)) front.current();
    drawn.current = after;
    if (first) {
      showToday(g, schedule);
      // The library tells of this scroll before it knows of it itself.
      window.setTimeout(() => { if (gantt.current === g) placePill(g, schedule.today); }, 0);
    }
  }, [ready, schedule, exact, acts.refused]);
  // What it is looked at by is set before it is first drawn: only a change of it is drawn again, and all changes together once.
  const { critical, baseline, slack, progress, scale, columns } = view;
  const looks = useMemo(() => ({ critical, baseline, slack, progress, scale, columns, shown }), [critical, baseline, slack, progress, scale, columns, shown]);
  useEffect(() => {
    const g = gantt.current;
    const before = lookedBy.current;
    lookedBy.current = ready ? looks : null;
    if (!g || !ready || !before || before === looks) return;
    const middle = g.dateFromPos(g.getScrollState().x + timeline(g) / 2);
    if (looks.scale !== before.scale) applyScale(g, looks.scale, zh);
    if (looks.columns !== before.columns) {
      g.config.columns = columnsFor(looks.columns, t, () => look.current) as never;
      g.config.grid_width = gridWidth(looks.columns);
      // Not resetLayout: that makes other editors of cells, which know nothing of ours.
    }
    g.render();
    if (looks.scale !== before.scale && middle) g.scrollTo(Math.max(g.posFromDate(middle) - timeline(g) / 2, 0), g.getScrollState().y);
  }, [ready, looks, zh, t]);
  useEffect(() => {
    const g = gantt.current;
    const old = lit.current;
    lit.current = glow?.ids ?? NONE;
    if (g && ready && old !== lit.current) repaint(g, [...old, ...lit.current], false);
  }, [ready, glow]);
  const drove = useRef(driving);
  useEffect(() => {
    if (ready && drove.current !== driving) gantt.current?.getDatastore('link').refresh();
    drove.current = driving;
  }, [ready, driving]);
  useEffect(() => { if (jump && gantt.current) showToday(gantt.current, now.current.props.schedule); }, [jump]);
  useEffect(() => {
    const g = gantt.current;
    if (!g || !ready) return;
    const old = marked.current;
    const ids = selecting.picked.ids;
    marked.current = new Set(ids.length > 1 ? ids : []);
    const changed = [...new Set([...old, ...marked.current])].filter((id) => old.has(id) !== marked.current.has(id) && g.isTaskExists(id));
    repaint(g, changed, false);
    const { active } = selecting.picked;
    if (active && g.isTaskExists(active)) { if (g.getSelectedId() !== active) g.selectTask(active); } else if (g.getSelectedId()) g.unselectTask(g.getSelectedId());
  }, [ready, selecting.picked, schedule]);
  useCells(gantt, now, actsRef, look, ready);
  useEffect(() => {
    const g = gantt.current;
    if (!g || !ready || !edit || !g.isTaskExists(edit.id)) return;
    g.showTask(edit.id);
    g.ext.inlineEditors.startEdit(edit.id, 'text');
  }, [ready, edit]);

  useEffect(() => {
    const g = gantt.current;
    if (!g || !ready || !reveal || !g.isTaskExists(reveal.id)) return;
    for (let up = g.getParent(reveal.id); up && g.isTaskExists(up); up = g.getParent(up)) if (!g.getTask(up).$open) g.open(up);
    g.showTask(reveal.id);
  }, [ready, reveal]);

  const onKeyDown = useGanttKeys(gantt, now);
  const dragging = useDragging(gantt, now, actsRef, ready);
  return (
    <div className="pl-chart">
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- the chart is one composite widget: arrows move inside it */}
      <div ref={host} className="g-host" tabIndex={0} role="application" aria-label={t('chart', { name: schedule.project.name })} onKeyDown={onKeyDown} />
      {view.load && <LoadStrip id={schedule.project.id} version={schedule.version} scale={view.scale} gantt={gantt} ready={ready} />}
      {dragging && <DragTip dragging={dragging} tasks={schedule.tasks} />}
    </div>
  );
}

const timeline = (g: GanttStatic) => (g as unknown as { $task?: HTMLElement }).$task?.clientWidth ?? 600;

/** Today a third from the left, or the beginning when today is not on the chart. */
function showToday(g: GanttStatic, schedule: Schedule): void {
  const at = toDate(`${schedule.today}T00:00`);
  const { from, to } = spanOf(schedule);
  g.scrollTo(at < from || at > to ? 0 : Math.max(g.posFromDate(at) - timeline(g) / 3, 0), g.getScrollState().y);
}
