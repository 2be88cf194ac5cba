import { ChevronDown } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { proseDate } from '@/lib/dates';
import { ErrorState, Glyph, type GlyphKind, MenuDrop, RecordSkeleton } from '@/ui';
import { chooseClient, useClient, useContact, type Project, type Step } from './api';
import './portal.css';

/** One screen of the window: its heading, and its rows when they have come. */
export function Screen<T>({ title, heading, query, children }: {
  title: string;
  heading?: ReactNode;
  query: { data?: T; isPending: boolean; isError: boolean; error: unknown; refetch: () => unknown };
  children: (data: T) => ReactNode;
}) {
  const { t } = useTranslation('portal');
  const { company } = useContact();
  useEffect(() => { document.title = `${title} · ${company.short_name || company.name}`; }, [title, company]);
  return (
    <>
      {heading ?? <h1 className="pw-title">{title}</h1>}
      {query.isPending && <RecordSkeleton />}
      {query.isError && <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />}
      {query.data !== undefined && children(query.data)}
    </>
  );
}

/** The client's name; with several, the way to another. */
export function ClientSwitch() {
  const { t } = useTranslation('portal');
  const { clients } = useContact();
  const client = useClient();
  if (!client) return null;
  if (clients.length < 2) return <div className="s14 t2">{client.name}</div>;
  const items = clients.map((c) => ({ key: c.id, label: c.name, className: c.id === client.id ? 'w6' : '' }));
  return (
    <MenuDrop menu={{ items, onClick: (e) => chooseClient(e.key) }}>
      <button type="button" className="pw-switch" aria-label={t('switch', { name: client.name })}>{client.name}<ChevronDown size={16} aria-hidden /></button>
    </MenuDrop>
  );
}

const ROUND = 2 * Math.PI * 39;

export function Ring({ percent }: { percent: number }) {
  const { t } = useTranslation('portal');
  return (
    <svg className="pw-ring" width="92" height="92" viewBox="0 0 92 92" role="img" aria-label={t('done_percent', { percent })}>
      <circle className="track" cx="46" cy="46" r="39" fill="none" strokeWidth="9" />
      {percent > 0 && <circle className="done" cx="46" cy="46" r="39" fill="none" strokeWidth="9" strokeDasharray={`${(ROUND * percent) / 100} ${ROUND}`} strokeLinecap="round" transform="rotate(-90 46 46)" />}
      <text x="46" y="54" textAnchor="middle">{percent}%</text>
    </svg>
  );
}

/** 晚 7 天, 早 2 天, 按计划. */
export function Lateness({ days }: { days: number | null }) {
  const { t } = useTranslation('portal');
  if (days === null) return <span className="t3">—</span>;
  if (days > 0) return <span className="amber num">{t('late', { count: days })}</span>;
  return <span className="num">{days < 0 ? t('early', { count: -days }) : t('on_plan')}</span>;
}

export function ProjectFacts({ project }: { project: Project }) {
  const { t } = useTranslation('portal');
  const { manager } = project;
  return (
    <dl className="pw-facts">
      <div><dt>{t(project.accepted_on ? 'accepted' : 'finish')}</dt><dd className="num w6">{project.finish ?? '—'}</dd></div>
      <div><dt>{t('against_plan')}</dt><dd><Lateness days={project.days_late} /></dd></div>
      <div><dt>{t('manager')}</dt><dd>{manager.name}{manager.phone && <> <a href={`tel:${manager.phone}`} aria-label={t('call_whom', { name: manager.name })}>{t('call')}</a></>}</dd></div>
    </dl>
  );
}

const GLYPH: Record<Step['state'], GlyphKind> = { done: 'done', running: 'half', todo: 'todo' };

export function Steps({ steps }: { steps: Step[] }) {
  const { t, i18n } = useTranslation('portal');
  const when = (s: Step) => {
    const on = s.on ? proseDate(s.on, i18n.language) : '';
    if (s.state === 'running') return t('step_running', { percent: s.percent, on });
    if (s.state === 'todo' || !s.days_late) return on;
    return t(s.days_late > 0 ? 'step_late' : 'step_early', { on, count: Math.abs(s.days_late) });
  };
  return (
    <ul className="pw-steps">
      {steps.map((s) => <li key={s.id}><Glyph kind={GLYPH[s.state]} size={16} /><span className="min0">{s.name}<span className="sr">{t(`step.${s.state}`)}</span></span><span className="when num">{when(s)}</span></li>)}
    </ul>
  );
}
