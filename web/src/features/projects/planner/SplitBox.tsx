import { Button, DatePicker } from 'antd';
import dayjs from 'dayjs';
import { Scissors } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schedule, Task } from '../api';
import { lastDay } from './instants';
import type { PlanActs } from './usePlan';

const FORMAT = 'YYYY-MM-DD';

/** Work under way can rest: after which day, and with which day it goes on. The bar is drawn in two parts. */
export function SplitBox({ task, schedule, acts }: { task: Task; schedule: Schedule; acts: PlanActs }) {
  const { t } = useTranslation('projects');
  const [asking, setAsking] = useState(false);
  const [stop, setStop] = useState(task.stop ? lastDay(task.stop) : schedule.today);
  const [resume, setResume] = useState<string | null>(task.resume?.slice(0, 10) ?? null);
  if (task.kind !== 'task' || !task.actual_start || task.actual_finish) return null;
  if (!asking && !task.stop) return schedule.may.plan && <Button size="small" className="pl-split" icon={<Scissors size={14} />} onClick={() => setAsking(true)}>{t('split.open')}</Button>;
  const day = (value: string | null) => (value ? dayjs(value) : null);
  const wrong = resume !== null && resume <= stop;
  return (
    <fieldset className="pl-splits" disabled={!schedule.may.plan}>
      <legend className="s13 t2">{t('split.title')}</legend>
      <label className="pl-field"><span className="s13 t2">{t('split.stop')}</span><DatePicker size="small" value={day(stop)} disabled={!schedule.may.plan} allowClear={false} onChange={(d) => d && setStop(d.format(FORMAT))} /></label>
      <label className="pl-field"><span className="s13 t2">{t('split.resume')}</span><DatePicker size="small" value={day(resume)} disabled={!schedule.may.plan} placeholder={t('split.open_end')} status={wrong ? 'error' : undefined} onChange={(d) => setResume(d ? d.format(FORMAT) : null)} /></label>
      {wrong && <p className="red s13" role="alert">{t('split.wrong')}</p>}
      {schedule.may.plan && (
        <div className="row g8">
          <Button size="small" type="primary" disabled={wrong || acts.busy} onClick={() => void acts.split(task.id, stop, resume)}>{t(task.stop ? 'split.change' : 'split.act')}</Button>
          {task.stop ? <Button size="small" disabled={acts.busy} onClick={() => void acts.split(task.id, null, null)}>{t('split.join')}</Button> : <Button size="small" type="text" onClick={() => setAsking(false)}>{t('common:act.cancel')}</Button>}
        </div>
      )}
    </fieldset>
  );
}
