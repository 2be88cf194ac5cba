import './notifications.css';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan, useMe } from '@/app/session';
import { daysBetween, proseDate, today } from '@/lib/dates';
import { Bone, EmptyState, ErrorState, NextSteps, Page, Section, toast } from '@/ui';
import { useMySteps, useNotifications, type Step } from './api';
import { NotificationList } from './NotificationList';

const WEEK = 7;
const REMINDERS = 10;

/** The start of a day: what is late, what is for today, what comes, and what one was told. */
export function Component() {
  const { t, i18n } = useTranslation('notifications');
  const me = useMe();
  const now = today();
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${now}T00:00:00Z`));
  return (
    <Page title={t('today.title')}>
      <div className="pad today">
        <div className="today-main">
          <h2 className="today-date">{proseDate(now, i18n.language)}<span className="t3 s14">{weekday}{t('common:word.comma')}{me.name}</span></h2>
          <Steps />
        </div>
        <aside className="today-rail" aria-label={t('today.reminders')}><Reminders /></aside>
      </div>
    </Page>
  );
}

function Steps() {
  const { t } = useTranslation('notifications');
  const queries = useQueryClient();
  const maySee = useCan('clients.client');
  const found = useMySteps(maySee);
  const refresh = () => queries.invalidateQueries({ queryKey: ['clients.client'] });
  const finish = async (id: string) => {
    const step = found.data?.find((s) => s.id === id);
    await api.post(`/steps/${id}/finish`, {});
    await refresh();
    toast({ text: t('today.done', { title: step?.title ?? '' }), undo: async () => { await api.post(`/steps/${id}/reopen`, {}); await refresh(); } });
  };
  if (!maySee) return null;
  if (found.isPending) return <Bone width="100%" height={160} />;
  if (found.isError) return <ErrorState title={t('today.failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />;
  if (found.data.length === 0) return <EmptyState title={t('today.none')} text={t('today.none_text')} />;
  const groups: [string, (s: Step) => boolean][] = [
    ['overdue', (s) => distance(s) < 0], ['due', (s) => distance(s) === 0], ['week', (s) => distance(s) > 0 && distance(s) <= WEEK], ['later', (s) => distance(s) > WEEK],
  ];
  return groups.map(([key, belongs]) => {
    const items = found.data.filter(belongs);
    if (items.length === 0 && key !== 'due') return null;
    return (
      <Section key={key} title={t(`today.${key}`)} note={items.length > 0 ? String(items.length) : undefined}>
        <NextSteps
          items={items.map((s) => ({
            id: s.id, due: s.due_on, tag: s.kind === 'promise' ? t('today.promise') : undefined,
            text: <><Link className="t1" to={`/clients/${s.client_id}`}>{s.title}</Link><span className="s13 t3 today-client">{s.client__name}</span></>,
          }))}
          onDone={(s) => finish(s.id)} empty={t('today.due_none')}
        />
      </Section>
    );
  });
}

/** Days until it is due; without a date it can wait. */
const distance = (s: Step) => (s.due_on ? daysBetween(today(), s.due_on) : Infinity);

function Reminders() {
  const { t } = useTranslation('notifications');
  const list = useNotifications(true);
  const items = list.data?.pages[0]?.items.slice(0, REMINDERS) ?? [];
  return (
    <Section title={t('today.reminders')} action={<Link to="/notifications">{t('all')}</Link>}>
      {list.isPending && <Bone width="100%" height={120} />}
      {list.isError && <ErrorState title={t('failed')} problem={Problem.from(list.error)} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <p className="t3">{t('none_unread')}</p>}
      <NotificationList items={items} />
    </Section>
  );
}
