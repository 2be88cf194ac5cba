import { Button, Checkbox } from 'antd';
import { Check, ChevronDown, ChevronRight, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Many } from '@/lib/bulk';
import { Bone, EmptyState, ErrorState, FormDialog, Page, Person, Tag, toast } from '@/ui';
import { usePending, useRefresh, type Pending } from './api';
import { HoursTabs } from './HoursTabs';
import { hoursOf } from './week';

const keyOf = (g: Pending) => `${g.person.id}|${g.project.id}|${g.monday}`;
const idsOf = (groups: Pending[]) => groups.flatMap((g) => g.entries.map((e) => e.id));

/** What waits for one's decision, by person, project and week: approved in one go, sent back with a reason. */
export function Component() {
  const { t } = useTranslation('timesheets');
  const found = usePending();
  const refresh = useRefresh();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [returning, setReturning] = useState<Pending[] | null>(null);
  const groups = found.data ?? [];
  const picked = groups.filter((g) => chosen.has(keyOf(g)));
  const back = (ids: string[]) => async () => { await api.post('/hours/undecide', { ids }); await refresh(); };
  const approve = async (some: Pending[]) => {
    try {
      const told = await api.post<Many>('/hours/approve', { ids: idsOf(some) });
      setChosen(new Set());
      await refresh();
      toast({ text: t('approve.done', { count: told.done.length }), undo: back(told.done) });
    } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); await refresh(); }
  };
  const flip = (set: ReadonlySet<string>, key: string) => { const now = new Set(set); if (!now.delete(key)) now.add(key); return now; };
  return (
    <Page title={t('tab.approve')} crumb={<HoursTabs place="hours" />}>
      <div className="pad ts">
        {found.isPending && <Bone width="100%" height={160} />}
        {found.isError && <ErrorState title={t('approve.failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />}
        {found.data && groups.length === 0 && <EmptyState title={t('approve.none')} text={t('approve.none_text')} />}
        {groups.length > 0 && (
          <div className="row wrap g8 mb12">
            <Checkbox checked={picked.length === groups.length} indeterminate={picked.length > 0 && picked.length < groups.length} onChange={(e) => setChosen(new Set(e.target.checked ? groups.map(keyOf) : []))}>{t('approve.all', { count: groups.length })}</Checkbox>
            <span className="sp" />
            {picked.length > 0 && <Button icon={<Undo2 size={15} />} onClick={() => setReturning(picked)}>{t('approve.return_many', { count: picked.length })}</Button>}
            {picked.length > 0 && <Button type="primary" icon={<Check size={15} />} onClick={() => void approve(picked)}>{t('approve.many', { count: picked.length })}</Button>}
          </div>
        )}
        <ul className="ts-groups">
          {groups.map((g) => {
            const key = keyOf(g);
            return (
              <li key={key}>
                <div className="row wrap g12">
                  <Checkbox aria-label={t('approve.choose', { name: g.person.name, week: g.monday })} checked={chosen.has(key)} onChange={() => setChosen(flip(chosen, key))} />
                  <button type="button" className="ib tiny" aria-expanded={open.has(key)} aria-label={t('approve.days')} onClick={() => setOpen(flip(open, key))}>{open.has(key) ? <ChevronDown size={15} aria-hidden /> : <ChevronRight size={15} aria-hidden />}</button>
                  <Person value={g.person.name} />
                  <span className="grow el">{g.project.name}</span>
                  <span className="s13 t2 num">{t('approve.week', { week: g.monday.slice(5) })}</span>
                  {g.overtime > 0 && <Tag>{t('approve.overtime', { hours: hoursOf(g.overtime) })}</Tag>}
                  {g.entries.some((e) => e.correction) && <Tag>{t('approve.correction')}</Tag>}
                  <b className="num">{t('hours', { hours: hoursOf(g.minutes) })}</b>
                  <Button size="small" onClick={() => setReturning([g])}>{t('approve.return')}</Button>
                  <Button size="small" onClick={() => void approve([g])}>{t('approve.one')}</Button>
                </div>
                {open.has(key) && (
                  <ul className="ts-entries">
                    {g.entries.map((e) => <li key={e.id} className={e.working ? '' : 'rest'}><span className="num">{e.day.slice(5)}</span><span className="grow">{e.task || t('row.whole')}{e.note && <span className="t2"> · {e.note}</span>}{e.correction && <span className="amber"> · {e.reason}</span>}</span>{e.kind === 'overtime' && <span className="s12 t3">{t('kind.overtime')}</span>}<span className="num">{hoursOf(e.minutes)}</span></li>)}
                  </ul>
                )}
              </li>
            );
          })}
        </ul>
      </div>
      {returning && (
        <FormDialog<Many>
          open title={t('approve.return_title', { count: returning.length })} initial={{}} submitText={t('approve.return')} onCancel={() => setReturning(null)}
          fields={[{ name: 'reason', label: t('field.reason'), type: 'textarea', maxLength: 500 }]}
          onSubmit={(values) => api.post<Many>('/hours/return', { ids: idsOf(returning), reason: values.reason ?? '' })}
          onDone={(told) => { setReturning(null); setChosen(new Set()); void refresh(); toast({ text: t('approve.returned', { count: told.done.length }), undo: back(told.done) }); }}
        />
      )}
    </Page>
  );
}
