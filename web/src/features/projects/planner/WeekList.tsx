import { Drawer, Slider } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from 'antd';
import { addDays, mondayOf, proseDate } from '@/lib/dates';
import { Glyph } from '@/ui';
import { isMilestone, type Schedule, type Task } from '../api';
import { lastDay } from './instants';
import { StripOfTruth } from './StripOfTruth';
import type { PlanActs } from './usePlan';

/** On a phone the plan is a list: what runs, week by week, unfinished first; a tap reports the percent. */
export function WeekList({ schedule, acts, named }: { schedule: Schedule; acts: PlanActs; named: string | null }) {
  const { t, i18n } = useTranslation('projects');
  const asked = schedule.tasks.find((task) => task.id === named && task.kind !== 'summary') ?? null;
  const [open, setOpen] = useState<Task | null>(schedule.may.progress ? asked : null);
  const [percent, setPercent] = useState(open?.percent ?? 0);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => { row.current?.scrollIntoView({ block: 'center' }); }, [named]);
  const now = mondayOf(schedule.today);
  const tasks = schedule.tasks.filter((task) => task.kind !== 'summary' && task.start && task.finish);
  const weeks = new Map<string, Task[]>();
  for (const task of tasks) {
    const starts = mondayOf(task.start?.slice(0, 10) ?? schedule.today);
    // What is under way or overdue belongs to this week; the rest to the week in which it begins.
    const week = task.percent < 100 && starts < now ? now : starts;
    weeks.set(week, [...(weeks.get(week) ?? []), task]);
  }
  const order = [...weeks.keys()].sort((a, b) => rank(a, now) - rank(b, now) || (a < now ? b.localeCompare(a) : a.localeCompare(b)));
  const report = async () => { if (open && (await acts.progress(open.id, { percent }))) setOpen(null); };
  return (
    <div className="pl-weeks">
      <div className="pl-strip"><StripOfTruth schedule={schedule} /></div>
      {order.map((week) => (
        <section key={week}>
          <h2 className="pl-week">{week === now ? t('week.this') : week < now ? t('week.past', { day: proseDate(week, i18n.language) }) : `${proseDate(week, i18n.language)} — ${proseDate(addDays(week, 6), i18n.language)}`}</h2>
          <ul>
            {weeks.get(week)?.map((task) => (
              <li key={task.id} ref={task.id === named ? row : undefined}>
                <button type="button" className="pl-item" disabled={!schedule.may.progress} onClick={() => { setOpen(task); setPercent(task.percent); }}>
                  <Glyph kind={task.percent >= 100 ? 'done' : isMilestone(task.kind) ? 'mile' : lastDay(task.finish ?? '') < schedule.today ? 'late' : task.percent > 0 ? 'half' : 'todo'} />
                  <span className="grow min0"><span className="pl-item-name el">{task.name}</span><span className="pl-item-line el">{[`${proseDate(task.start ?? '', i18n.language)} — ${proseDate(lastDay(task.finish ?? ''), i18n.language)}`, task.owner?.name].filter(Boolean).join(' · ')}</span></span>
                  <span className="num pl-item-n">{task.percent}%</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <Drawer open={open !== null} onClose={() => setOpen(null)} placement="bottom" size={300} title={open?.name} className="pl-report">
        <div className="row g12"><Slider className="grow" value={percent} step={5} onChange={setPercent} ariaLabelForHandle={t('grid.percent')} /><b className="num big">{percent}<small>%</small></b></div>
        <Button type="primary" block size="large" loading={acts.busy} onClick={() => void report()}>{t('report', { percent })}</Button>
      </Drawer>
    </div>
  );
}

const rank = (week: string, now: string) => (week === now ? 0 : week > now ? 1 : 2);
