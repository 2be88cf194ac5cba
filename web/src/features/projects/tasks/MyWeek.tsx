import './tasks.css';
import { Check } from 'lucide-react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { useMySteps } from '@/features/notifications/api';
import { useWeekOf } from '@/features/timesheets/api';
import { hoursOf } from '@/features/timesheets/week';
import { addDays, mondayOf, proseDate, today, weekOf } from '@/lib/dates';
import { Bone, DateText, EmptyState, ErrorState, Page, Status, toast } from '@/ui';
import { useTasks, type TaskRow } from './api';
import { taskLink } from './TaskList';
import { useReports } from './useReports';

/** What is one's own to do this week, by day: late, due, under way; told done with a tap, without a network too. */
export function Component() {
  const { t, i18n } = useTranslation('tasks');
  const now = today();
  const monday = mondayOf(now);
  const sunday = addDays(monday, 6);
  const mine = 'filter=owner:in:me&sort=finish';
  const open = useTasks('my-open', `${mine}&filter=state:in:todo,doing,waiting&filter=start:lte:${sunday}`);
  const done = useTasks('my-done', `${mine}&filter=state:in:done&filter=finish:between:${monday},${sunday}`);
  const refused = useCallback((message: string) => { toast({ text: message || t('week.refused'), tone: 'bad' }); }, [t]);
  const reports = useReports(refused);
  const tasks = [...(open.data?.items ?? []), ...(done.data?.items ?? [])];
  const percentOf = (one: TaskRow) => reports.waiting[one.id] ?? one.percent;
  const finish = (one: TaskRow) => {
    const before = percentOf(one);
    reports.put(one.id, before >= 100 ? 0 : 100);
    if (before < 100) toast({ text: t('week.done', { name: one.name }), undo: () => reports.put(one.id, before) });
  };
  const groups: { key: string; title: string; day?: string; items: TaskRow[] }[] = [
    { key: 'late', title: t('week.late'), items: tasks.filter((one) => one.finish !== null && one.finish < monday) },
    ...weekOf(now).map((day) => ({ key: day, day, title: proseDate(day, i18n.language), items: tasks.filter((one) => one.finish === day) })),
    { key: 'under_way', title: t('week.under_way'), items: tasks.filter((one) => one.finish === null || one.finish > sunday) },
  ].filter((g) => g.items.length > 0 || g.key === now);
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' });
  return (
    <Page title={t('week.title')}>
      <div className="pad mw">
        <Head monday={monday} sunday={sunday} />
        {reports.offline && <p className="notice mb12" role="status">{t('week.offline', { count: Object.keys(reports.waiting).length })}</p>}
        {open.isPending && <Bone width="100%" height={220} />}
        {open.isError && <ErrorState title={t('failed')} problem={Problem.from(open.error)} onRetry={() => void open.refetch()} />}
        {open.data && tasks.length === 0 && <EmptyState title={t('week.none')} text={t('week.none_text')} />}
        {open.data && tasks.length > 0 && groups.map((g) => (
          <section key={g.key} className={`mw-day ${g.day === now ? 'today' : ''}`}>
            <h2>{g.title}{g.day && <span className="s13 t3">{weekday.format(new Date(`${g.day}T00:00:00Z`))}</span>}{g.day === now && <span className="s13">{t('week.today')}</span>}</h2>
            {g.items.length === 0 && <p className="t3 s13 mt8">{t('week.nothing')}</p>}
            <ul>{g.items.map((one) => <Item key={one.id} one={one} percent={percentOf(one)} onDone={() => finish(one)} onPercent={(p) => reports.put(one.id, p)} />)}</ul>
          </section>
        ))}
      </div>
    </Page>
  );
}

function Item({ one, percent, onDone, onPercent }: { one: TaskRow; percent: number; onDone: () => void; onPercent: (percent: number) => void }) {
  const { t } = useTranslation('tasks');
  const state = percent >= 100 ? 'done' : one.late ? 'late' : percent > 0 && one.state === 'todo' ? 'doing' : one.state === 'done' ? 'doing' : one.state;
  return (
    <li>
      {one.may_report && <button type="button" className="mw-tick" aria-pressed={percent >= 100} aria-label={t('week.tick', { name: one.name })} onClick={onDone}>{percent >= 100 && <Check size={18} aria-hidden />}</button>}
      <Link className="mw-name" to={taskLink(one)}><span className="el">{one.name}</span><span className="s12 t3 el">{one.project}</span></Link>
      <Status state={`task.${state}`} />
      {one.finish && <span className="s13 t2"><DateText value={one.finish} as={percent >= 100 ? 'prose' : 'due'} /></span>}
      {one.may_report && <label className="mw-slide"><span className="sr">{t('week.percent', { name: one.name })}</span><input type="range" min={0} max={100} step={5} value={percent} onChange={(e) => onPercent(Number(e.target.value))} /><span className="num s13">{percent}%</span></label>}
    </li>
  );
}

/** Hours to file, and what one promised to clients this week. */
function Head({ monday, sunday }: { monday: string; sunday: string }) {
  const mayFile = useCan('timesheets.hours', 'create');
  const maySteps = useCan('clients.client');
  const steps = useMySteps(maySteps);
  const { t } = useTranslation('tasks');
  const due = (steps.data ?? []).filter((s) => s.due_on !== null && s.due_on <= sunday).length;
  return (
    <p className="mw-head s13 t2">
      {mayFile && <Hours monday={monday} />}
      {maySteps && due > 0 && <Link className="inline-link" to="/today">{t('week.steps', { count: due })}</Link>}
    </p>
  );
}

function Hours({ monday }: { monday: string }) {
  const { t } = useTranslation('tasks');
  const week = useWeekOf(monday).data;
  if (!week) return null;
  const filed = week.rows.flatMap((r) => r.cells).reduce((sum, c) => sum + c.minutes, 0);
  return <Link className="inline-link" to="/hours">{t('week.hours', { filed: hoursOf(filed), expected: hoursOf(week.expected) })}</Link>;
}
