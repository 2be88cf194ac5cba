import { Button } from 'antd';
import { Copy, Plus, Send, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { usePhone } from '@/lib/useMedia';
import { EmptyState, toast } from '@/ui';
import type { Week } from './api';
import { useRefresh } from './api';
import { AddRow } from './AddRow';
import { DayList } from './DayList';
import { useWeek } from './useWeek';
import { cellKey, hoursOf } from './week';
import { WeekGrid } from './WeekGrid';

/** The week with what can be done with it: a grid on the desk, a day at a time on the phone. */
export function WeekSheet({ week }: { week: Week }) {
  const { t } = useTranslation('timesheets');
  const phone = usePhone();
  const refresh = useRefresh();
  const hold = useWeek(week);
  const [adding, setAdding] = useState(false);
  const [busy, setBusy] = useState(false);
  const bad = (e: unknown) => toast({ text: Problem.from(e).message, tone: 'bad' });
  const open = [...hold.cells.values()].filter((c) => c.state === 'draft' || c.state === 'returned');
  const waiting = [...hold.cells.values()].some((c) => c.state === 'submitted');
  const total = hold.rows.reduce((sum, row) => sum + week.days.reduce((s, d) => s + hold.at(cellKey(row.key, d.date)).minutes, 0), 0);
  const copy = () => {
    const count = hold.copy();
    toast(count > 0 ? { text: t('week.copied', { count }), undo: hold.undo } : t('week.nothing_to_copy'));
  };
  const act = async (path: string, done: () => void) => {
    setBusy(true);
    try { if (await hold.flush()) { await api.post(path, { monday: week.monday }); await refresh(); done(); } } catch (e) { bad(e); await refresh(); } finally { setBusy(false); }
  };
  const takeBack = () => act('/hours/week/take-back', () => toast(t('week.taken_back')));
  const submit = () => act('/hours/week/submit', () => toast({ text: t('week.submitted', { hours: hoursOf(total) }), undo: takeBack }));
  const strange = week.days.filter((d) => (d.before_hire || d.date > week.today) && hold.rows.some((row) => hold.at(cellKey(row.key, d.date)).minutes > 0));
  return (
    <>
      <Trouble hold={hold} />
      {hold.rows.length === 0
        ? <EmptyState title={t('week.empty')} text={t('week.empty_text')} ways={[{ key: 'add', title: t('row.add'), text: t('row.add_text'), icon: Plus, onClick: () => setAdding(true) }, ...(week.before.length ? [{ key: 'copy', title: t('week.copy'), text: t('week.copy_text'), icon: Copy, onClick: copy }] : [])]} />
        : phone ? <DayList week={week} hold={hold} /> : <WeekGrid week={week} hold={hold} />}
      {strange.length > 0 && <p className="notice warn mt12" role="status">{t(strange.some((d) => d.before_hire) ? 'week.before_hire' : 'week.future')}</p>}
      {week.corrections.length > 0 && <p className="s13 t2 mt12">{t('week.corrections', { count: week.corrections.length, hours: hoursOf(week.corrections.reduce((s, c) => s + c.minutes, 0)) })}</p>}
      <div className="row wrap g8 mt12 ts-acts">
        {hold.rows.length > 0 && <Button icon={<Plus size={15} />} onClick={() => setAdding(true)}>{t('row.add')}</Button>}
        {hold.rows.length > 0 && week.before.length > 0 && <Button icon={<Copy size={15} />} onClick={copy}>{t('week.copy')}</Button>}
        {hold.mayUndo && <Button icon={<Undo2 size={15} />} onClick={hold.undo}>{t('common:act.undo')}</Button>}
        <span className="s13 t3" role="status">{hold.kept !== 'idle' && t(`kept.${hold.kept}`)}</span>
        <span className="sp" />
        <span className="t2">{t('week.total', { hours: hoursOf(total), expected: hoursOf(week.expected) })}</span>
        {waiting && <Button loading={busy} onClick={() => void takeBack()}>{t('week.take_back')}</Button>}
        {(open.length > 0 || hold.dirty) && <Button type="primary" icon={<Send size={15} />} loading={busy} onClick={() => void submit()}>{t('week.submit')}</Button>}
      </div>
      {adding && <AddRow onClose={() => setAdding(false)} onAdd={(row) => { hold.addRow(row); setAdding(false); }} />}
    </>
  );
}

/** What the server refused, with both ways out; nothing that was typed is lost meanwhile. */
function Trouble({ hold }: { hold: ReturnType<typeof useWeek> }) {
  const { t } = useTranslation('timesheets');
  if (!hold.fault) return null;
  const clash = hold.fault.status === 412;
  return (
    <div role="alert" className="notice warn mb12 row wrap g8">
      <span className="grow">{hold.fault.errors[0]?.message ?? hold.fault.message}</span>
      {clash && <Button size="small" onClick={hold.retry}>{t('clash.mine')}</Button>}
      <Button size="small" onClick={hold.drop}>{t('clash.theirs')}</Button>
    </div>
  );
}
