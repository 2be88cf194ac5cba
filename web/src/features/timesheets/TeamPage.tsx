import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { today } from '@/lib/dates';
import { DateText, Details, FormDialog, MoneyExact, Page, RecordGate, Section, toast } from '@/ui';
import { TEAM, useRefresh, useTeam, type Team } from './api';
import { texts, useTeamFields } from './Teams';

/** A team: who leads it, and what a head costs from which day on. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('timesheets');
  const found = useTeam(id);
  return <RecordGate query={found} title={t('tab.teams')} failed={t('team.failed')} back={{ to: '/labour/teams', label: t('tab.teams') }}>{(one) => <One one={one} />}</RecordGate>;
}

function One({ one }: { one: Team }) {
  const { t } = useTranslation('timesheets');
  const refresh = useRefresh();
  const fields = useTeamFields();
  const mayEdit = useCan(TEAM, 'update');
  const mayArchive = useCan(TEAM, 'archive');
  const [open, setOpen] = useState<'edit' | 'rate' | null>(null);
  const shown = !one.hidden?.includes('rate');
  const done = () => { setOpen(null); void refresh(); };
  const archive = async (archived: boolean): Promise<void> => {
    try { await api.post(`/labour-teams/${one.id}/archived`, {}, { params: { archived } }); await refresh(); if (archived) toast({ text: t('team.archived', { name: one.name }), undo: () => archive(false) }); } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); }
  };
  return (
    <Page
      title={one.name} back={{ to: '/labour/teams', label: t('tab.teams') }}
      actions={<>{mayArchive && <Button onClick={() => void archive(one.archived_at === null)}>{t(one.archived_at ? 'team.use' : 'team.retire')}</Button>}{mayEdit && <Button onClick={() => setOpen('edit')}>{t('team.edit')}</Button>}{mayEdit && shown && <Button type="primary" onClick={() => setOpen('rate')}>{t('team.rate')}</Button>}</>}
    >
      <div className="pad ts ts-record">
        <Details items={[{ label: t('team.leader'), value: one.leader || '—' }, { label: t('team.trade'), value: one.trade || '—' }, { label: t('grid.note'), value: one.note || '—' }]} />
        {shown && (
          <Section title={t('team.rates')} note={t('team.rates_note')}>
            {one.rates.length === 0 && <p className="t2">{t('team.no_rates')}</p>}
            <ul className="ts-entries">{one.rates.map((r) => <li key={`${r.unit}${r.since}`}><span className="grow">{t(`labour.by_${r.unit}`)}</span><span className="t2">{t('team.since')} <DateText value={r.since} /></span><MoneyExact value={r.rate as string} /></li>)}</ul>
          </Section>
        )}
      </div>
      {open === 'edit' && <FormDialog<Team> open title={t('team.edit')} fields={fields} initial={{ name: one.name, leader: one.leader, trade: one.trade, note: one.note }} submitText={t('labour.save')} onCancel={() => setOpen(null)} version={one.version} onSubmit={(v, { version }) => api.patch<Team>(`/labour-teams/${one.id}`, texts(v), { version })} onDone={done} />}
      {open === 'rate' && (
        <FormDialog<Team>
          open title={t('team.rate')} initial={{ unit: 'day', since: today() }} submitText={t('team.rate')} onCancel={() => setOpen(null)}
          fields={[{ name: 'unit', label: t('labour.unit'), type: 'choice', choices: [{ value: 'day', label: t('labour.by_day') }, { value: 'hour', label: t('labour.by_hour') }] }, { name: 'since', label: t('team.since'), type: 'date' }, { name: 'rate', label: t('labour.rate'), type: 'money' }]}
          onSubmit={(v) => api.post<Team>(`/labour-teams/${one.id}/rates`, v)} onDone={done}
        />
      )}
    </Page>
  );
}
