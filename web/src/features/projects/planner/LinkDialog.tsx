import { Button, InputNumber, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '@/ui';
import type { LinkType, Schedule, TaskLink } from '../api';
import type { PlanActs } from './usePlan';

const TYPES: LinkType[] = ['FS', 'SS', 'FF', 'SF'];

/** The kind and the lag of one dependency. */
export function LinkDialog({ link, schedule, acts, onClose }: { link: TaskLink | null; schedule: Schedule; acts: PlanActs; onClose: () => void }) {
  const { t } = useTranslation('projects');
  const [type, setType] = useState<LinkType>(link?.type ?? 'FS');
  const [days, setDays] = useState((link?.lag ?? 0) / schedule.calendar.minutes_per_day);
  if (!link) return null;
  const name = (id: string) => schedule.tasks.find((task) => task.id === id)?.name ?? '';
  const save = async () => { if (await acts.saveLink(link.id, type, Math.round(days * schedule.calendar.minutes_per_day))) onClose(); };
  const remove = () => void acts.unlink(link.id, () => { onClose(); toast({ text: t('done.unlinked'), undo: () => acts.undo() }); });
  return (
    <Modal
      open title={t('link.title')} width={440} onCancel={onClose}
      footer={[<Button key="r" danger onClick={remove}>{t('link.remove')}</Button>, <Button key="c" onClick={onClose}>{t('common:act.cancel')}</Button>, <Button key="s" type="primary" loading={acts.busy} onClick={() => void save()}>{t('link.save')}</Button>]}
    >
      <p className="t2">{name(link.pred)} → {name(link.succ)}</p>
      <label className="col g6 mt12 s13">{t('link.type')}<Select value={type} onChange={setType} options={TYPES.map((x) => ({ value: x, label: t(`link_type.${x}`) }))} /></label>
      <label className="col g6 mt12 s13">{t('link.lag')}<InputNumber value={days} onChange={(v) => setDays(v ?? 0)} step={1} precision={2} suffix={t('unit.days')} /></label>
    </Modal>
  );
}
