import { Button } from 'antd';
import { FilePlus2, Upload } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Problem } from '@/api/problem';
import { useShortcuts } from '@/lib/keyboard';
import { usePhone } from '@/lib/useMedia';
import { EmptyState, ErrorState, RecordSkeleton } from '@/ui';
import { useSchedule, type Schedule } from '../api';
import { useAgainst } from './against';
import { ClashDialog } from './ClashDialog';
import { NO_FILTER, shown as shownBy } from './filter';
import { GanttChart } from './GanttChart';
import { LinkDialog } from './LinkDialog';
import { PickedBar } from './PickedBar';
import { PlanFilterBar } from './PlanFilterBar';
import { PrintDialog } from './PrintDialog';
import { TaskPanel } from './TaskPanel';
import { Toolbar } from './Toolbar';
import { useCommands } from './useCommands';
import { useFullScreen } from './useFullScreen';
import { useNews } from './useNews';
import { usePlan } from './usePlan';
import { useSelection } from './useSelection';
import { useView } from './useView';
import { WeekList } from './WeekList';
import './planner.css';

export function Planner({ id, onImport }: { id: string; onImport: () => void }) {
  const query = useSchedule(id);
  const { t } = useTranslation('projects');
  if (query.isPending) return <RecordSkeleton />;
  if (query.error && !query.data) return <ErrorState title={t('plan_failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} full />;
  return <Plan id={id} schedule={query.data} onImport={onImport} />;
}

function Plan({ id, schedule: plan, onImport }: { id: string; schedule: Schedule; onImport: () => void }) {
  const { t } = useTranslation('projects');
  const [against, setAgainst] = useState<string | null>(null);
  const schedule = useAgainst(plan, against);
  const [params] = useSearchParams();
  const named = params.get('task');
  const phone = usePhone();
  const acts = usePlan(id);
  const selecting = useSelection();
  const [view, setView] = useView();
  const [filter, setFilter] = useState(NO_FILTER);
  const [filtering, setFiltering] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const [printing, setPrinting] = useState(false);
  const [driving, setDriving] = useState<string[]>([]);
  const [edit, setEdit] = useState<{ id: string } | null>(null);
  const [reveal, setReveal] = useState<{ id: string } | null>(null);
  const [jump, setJump] = useState(0);
  const [full, setFull] = useFullScreen();
  const { glow, said } = useNews(schedule.news);
  const added = useCallback((one: string) => setEdit({ id: one }), []);
  const commands = useCommands(schedule, acts, selecting, added);
  const { picked, only } = selecting;
  const may = schedule.may;
  const open = useMemo(() => schedule.tasks.find((task) => task.id === opened) ?? null, [schedule.tasks, opened]);
  const chosen = useMemo(() => schedule.tasks.find((task) => task.id === picked.active) ?? null, [schedule.tasks, picked.active]);
  const shown = useMemo(() => shownBy(schedule.tasks, filter), [schedule.tasks, filter]);
  const drives = useMemo(() => new Set(driving), [driving]);
  const people = useMemo(() => new Map(schedule.tasks.flatMap((task) => (task.owner?.id ? [[task.owner.id, task.owner.name] as const] : []))), [schedule.tasks]);
  // Rows that another has deleted are no longer chosen.
  useEffect(() => {
    const here = new Set(schedule.tasks.map((task) => task.id));
    if (picked.ids.some((one) => !here.has(one))) selecting.all(picked.ids.filter((one) => here.has(one)));
  }, [schedule.tasks, picked.ids, selecting]);

  // A link that names a task leads to its row, once for each such link.
  const known = named !== null && schedule.tasks.some((task) => task.id === named);
  useEffect(() => {
    if (!known || named === null) return;
    only(named);
    setOpened(named);
    setReveal({ id: named });
  }, [known, named, only]);

  useShortcuts([{ keys: 'n', label: 'projects:keys.add', group: 'page', run: commands.below }], may.plan && !phone);

  if (schedule.tasks.length === 0) {
    const ways = may.plan ? [
      { key: 'import', title: t('empty_plan.import'), text: t('empty_plan.import_text'), icon: Upload, onClick: onImport },
      { key: 'type', title: t('empty_plan.type'), text: t('empty_plan.type_text'), icon: FilePlus2, onClick: commands.below },
    ] : [];
    return <EmptyState title={t('empty_plan.title')} text={t('empty_plan.text')} ways={ways} />;
  }
  const clash = acts.clash && <ClashDialog clash={acts.clash} perDay={schedule.calendar.minutes_per_day} people={people} />;
  if (phone) return <>{clash}<WeekList schedule={schedule} acts={acts} named={known ? named : null} /></>;
  const closeFilter = () => { setFiltering(!filtering); if (filtering) setFilter(NO_FILTER); };
  return (
    <div className={full ? 'planner pl-full' : 'planner'}>
      <Toolbar
        schedule={schedule} acts={acts} commands={commands} chosen={chosen} view={view} onView={setView} against={against} onAgainst={setAgainst} filtering={filtering} onFilter={closeFilter}
        full={full} onFull={() => setFull(!full)} onToday={() => setJump((n) => n + 1)} onOpen={() => setOpened(picked.active)} onPrint={() => setPrinting(true)}
      />
      {filtering && <PlanFilterBar schedule={schedule} filter={filter} found={shown?.size ?? schedule.tasks.length} onFilter={setFilter} />}
      <div className="planner-body">
        <GanttChart
          schedule={schedule} acts={acts} view={view} shown={shown} jump={jump} selecting={selecting} commands={commands} glow={glow} driving={drives} edit={edit} reveal={reveal}
          onOpen={setOpened} onLink={setLink} onScale={(scale) => setView({ scale })} onEscape={() => { if (full) setFull(false); else setOpened(null); }}
        />
        {open && <TaskPanel key={`${open.id}:${schedule.version}`} task={open} schedule={schedule} acts={acts} onClose={() => setOpened(null)} onLinks={setDriving} onGo={(one) => { only(one); setOpened(one); }} />}
        {picked.ids.length > 1 && <PickedBar count={picked.ids.length} schedule={schedule} commands={commands} onClear={() => only(null)} />}
      </div>
      <p className={said ? 'pl-said' : 'sr'} role="status">{said}</p>
      {shown?.size === 0 && <p className="pl-none">{t('filter.none')} <Button size="small" type="link" onClick={() => setFilter(NO_FILTER)}>{t('filter.clear')}</Button></p>}
      {link && <LinkDialog link={schedule.links.find((l) => l.id === link) ?? null} schedule={schedule} acts={acts} onClose={() => setLink(null)} />}
      {printing && <PrintDialog schedule={schedule} rows={shown} onClose={() => setPrinting(false)} />}
      {clash}
      {!may.plan && !may.progress && <p className="sr">{t('read_only')}</p>}
      {schedule.project.baseline_at === null && may.plan && <p className="pl-hint s13 t3">{t('hint.baseline')} <Button size="small" type="link" onClick={() => void acts.baseline()}>{t('act.baseline')}</Button></p>}
    </div>
  );
}
