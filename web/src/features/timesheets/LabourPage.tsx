import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { FilesPanel } from '@/features/files/FilesPanel';
import { confirm, DateText, Details, FormDialog, MoneyExact, Page, RecordGate, Section, StatusPill, toast } from '@/ui';
import { LABOUR, useLabour, useRefresh, type Labour } from './api';
import { LabourDialog } from './LabourDialog';

/** A day sheet with its photos. */
export function Component() {
  const { id = '' } = useParams();
  const { t } = useTranslation('timesheets');
  const found = useLabour(id);
  return <RecordGate query={found} title={t('tab.labour')} failed={t('labour.failed')} back={{ to: '/labour', label: t('tab.labour') }}>{(one) => <One one={one} />}</RecordGate>;
}

function One({ one }: { one: Labour }) {
  const { t } = useTranslation('timesheets');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [open, setOpen] = useState<'edit' | 'return' | 'correct' | null>(null);
  const ids = [one.id];
  const back = async () => { await api.post('/labour/undecide', { ids }); await refresh(); };
  const approve = async () => {
    try { await api.post('/labour/approve', { ids }); await refresh(); toast({ text: t('approve.done', { count: 1 }), undo: back }); } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); }
  };
  const remove = () => confirm({ title: t('labour.remove_title'), text: t('labour.remove_text'), verb: t('labour.remove'), danger: true, act: async () => { await api.del(`/labour/${one.id}`); await refresh(); await navigate('/labour'); } });
  const done = () => { setOpen(null); void refresh(); };
  const decided = one.state === 'approved';
  const amount = one.amount as string | null | undefined;
  const rate = one.rate as string | null | undefined;
  return (
    <Page
      title={`${one.team.name} ${one.worked_on}`} back={{ to: '/labour', label: t('tab.labour') }}
      actions={
        <>
          {!decided && one.may.update && <Button onClick={remove}>{t('labour.remove')}</Button>}
          {!decided && one.may.update && <Button onClick={() => setOpen('edit')}>{t('labour.edit')}</Button>}
          {one.state !== 'returned' && one.may.approve && <Button onClick={() => setOpen('return')}>{t('approve.return')}</Button>}
          {decided && one.may.approve && <Button onClick={() => setOpen('correct')}>{t('correct.act')}</Button>}
          {one.state === 'submitted' && one.may.approve && <Button type="primary" onClick={() => void approve()}>{t('approve.one')}</Button>}
        </>
      }
    >
      <div className="pad ts ts-record">
        <p className="row wrap g12 mb12"><StatusPill state={`hours.${one.state}`} />{one.decided_by && <span className="s13 t2">{one.decided_by}</span>}{one.decided_at && <DateText value={one.decided_at} as="stamp" />}{one.reason && <span className="amber s13">{one.reason}</span>}</p>
        <Section title={t('labour.sheet')}>
          <Details
            items={[
              { label: t('field.project'), value: <Link className="inline-link" to={`/projects/${one.project.id}`}>{one.project.name}</Link> }, { label: t('field.task'), value: one.task?.name ?? '—' }, { label: t('labour.team'), value: one.team.name },
              { label: t('labour.heads'), value: <span className="num">{one.heads}</span> }, { label: t('labour.each'), value: <span className="num">{t(`labour.n_${one.unit}`, { n: one.each })}</span> },
              ...(amount === undefined ? [] : [{ label: t('labour.rate'), value: rate ? <MoneyExact value={rate} /> : '—' }, { label: t('labour.amount'), value: amount ? <MoneyExact value={amount} /> : '—' }]),
              { label: t('grid.note'), value: one.note || '—', wide: true },
            ]}
          />
        </Section>
        <Section title={t('labour.photos')}><FilesPanel resource={LABOUR} objectId={one.id} /></Section>
      </div>
      {open === 'edit' && <LabourDialog one={one} onClose={() => setOpen(null)} onDone={done} />}
      {open === 'return' && (
        <FormDialog
          open title={t('approve.return_title', { count: 1 })} initial={{}} submitText={t('approve.return')} onCancel={() => setOpen(null)} fields={[{ name: 'reason', label: t('field.reason'), type: 'textarea', maxLength: 500 }]}
          onSubmit={(v) => api.post('/labour/return', { ids, reason: v.reason ?? '' })} onDone={() => { done(); toast({ text: t('approve.returned', { count: 1 }), undo: back }); }}
        />
      )}
      {open === 'correct' && (
        <FormDialog
          open title={t('correct.title')} initial={{ heads: one.heads, each: one.each }} submitText={t('correct.act')} onCancel={() => setOpen(null)}
          fields={[{ name: 'heads', label: t('labour.heads'), type: 'integer', min: 0, max: 1000 }, { name: 'each', label: t('labour.each'), type: 'text', maxLength: 5 }, { name: 'reason', label: t('field.reason'), type: 'textarea', maxLength: 500, help: t('correct.help') }]}
          onSubmit={(v) => api.post(`/labour/${one.id}/correct`, v)} onDone={() => { done(); toast(t('correct.done')); }}
        />
      )}
    </Page>
  );
}
