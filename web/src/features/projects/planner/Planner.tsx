import { Button } from 'antd';
import { FilePlus2, Upload } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { useShortcuts } from '@/lib/keyboard';
import { usePhone } from '@/lib/useMedia';
import { EmptyState, ErrorState, RecordSkeleton } from '@/ui';
import { useSchedule, type Schedule } from '../api';
import { GanttChart, type Scale } from './GanttChart';
import { LinkDialog } from './LinkDialog';
import { TaskPanel } from './TaskPanel';
import { Toolbar } from './Toolbar';
import { usePlan } from './usePlan';
import { WeekList } from './WeekList';
import './planner.css';

export function Planner({ id, onImport }: { id: string; onImport: () => void }) {
  const query = useSchedule(id);
  const { t } = useTranslation('projects');
  if (query.isPending) return <RecordSkeleton />;
  if (query.error) return <ErrorState title={t('plan_failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} full />;
  return <Plan id={id} schedule={query.data} onImport={onImport} />;
}

function Plan({ id, schedule, onImport }: { id: string; schedule: Schedule; onImport: () => void }) {
  const { t } = useTranslation('projects');
  const phone = usePhone();
  const acts = usePlan(id);
  const [scale, setScale] = useState<Scale>('week');
  const [critical, setCritical] = useState(true);
  const [baseline, setBaseline] = useState(true);
  const [selected, setSelected] = useState<string | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const [jump, setJump] = useState(0);
  const may = schedule.may;
  const open = useMemo(() => schedule.tasks.find((task) => task.id === opened) ?? null, [schedule.tasks, opened]);
  const chosen = schedule.tasks.find((task) => task.id === selected) ?? null;
  const addBelow = () => void acts.add({ name: t('new_task'), after_id: chosen?.id ?? null }, (change) => { setSelected(change.added); setOpened(change.added); });

  useShortcuts([{ keys: 'n', label: 'projects:keys.add', group: 'page', run: addBelow }], may.plan && !phone);

  if (schedule.tasks.length === 0) {
    const ways = may.plan ? [
      { key: 'import', title: t('empty_plan.import'), text: t('empty_plan.import_text'), icon: Upload, onClick: onImport },
      { key: 'type', title: t('empty_plan.type'), text: t('empty_plan.type_text'), icon: FilePlus2, onClick: addBelow },
    ] : [];
    return <EmptyState title={t('empty_plan.title')} text={t('empty_plan.text')} ways={ways} />;
  }
  if (phone) return <WeekList schedule={schedule} acts={acts} />;
  return (
    <div className="planner">
      <Toolbar
        schedule={schedule} acts={acts} chosen={chosen} scale={scale} onScale={setScale} critical={critical} onCritical={setCritical}
        baseline={baseline} onBaseline={setBaseline} onToday={() => setJump((n) => n + 1)} onAdd={addBelow} onOpen={() => setOpened(selected)}
      />
      <div className="planner-body">
        <GanttChart
          schedule={schedule} acts={acts} scale={scale} critical={critical} baseline={baseline && schedule.project.baseline_at !== null} jump={jump}
          selected={selected} onSelect={setSelected} onOpen={setOpened} onLink={setLink} onAdd={addBelow}
        />
        {open && <TaskPanel key={`${open.id}:${schedule.version}`} task={open} schedule={schedule} acts={acts} onClose={() => setOpened(null)} />}
      </div>
      {link && <LinkDialog link={schedule.links.find((l) => l.id === link) ?? null} schedule={schedule} acts={acts} onClose={() => setLink(null)} />}
      {!may.plan && !may.progress && <p className="sr">{t('read_only')}</p>}
      {schedule.project.baseline_at === null && may.plan && <p className="pl-hint s13 t3">{t('hint.baseline')} <Button size="small" type="link" onClick={() => void acts.baseline()}>{t('act.baseline')}</Button></p>}
    </div>
  );
}
