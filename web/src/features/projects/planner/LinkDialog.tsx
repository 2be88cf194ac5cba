import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from '@/ui';
import type { LinkType, Schedule, TaskLink } from '../api';
import { lag as readLag, lagText } from './typing';
import type { PlanActs } from './usePlan';

const TYPES: LinkType[] = ['FS', 'SS', 'FF', 'SF'];

/** The kind and the lag of one dependency; the lag is typed as in the table: 2d, -4h, 3ed, 50%. */
export function LinkDialog({ link, schedule, acts, onClose }: { link: TaskLink | null; schedule: Schedule; acts: PlanActs; onClose: () => void }) {
  const { t } = useTranslation('projects');
  const perDay = schedule.calendar.minutes_per_day;
  const [type, setType] = useState<LinkType>(link?.type ?? 'FS');
  const [text, setText] = useState(link ? lagText(link, perDay).replace(/^\+/, '') || '0d' : '0d');
  const [failure, setFailure] = useState('');
  if (!link) return null;
  const name = (id: string) => schedule.tasks.find((task) => task.id === id)?.name ?? '';
  const save = async () => {
    const found = readLag(text, perDay);
    if ('problem' in found) setFailure(t(`typed.${found.problem}`, { what: found.what ?? '' }));
    else if (await acts.saveLink(link.id, { type, ...found.value })) onClose();
  };
  const remove = () => void acts.unlink(link.id, () => { onClose(); toast({ text: t('done.unlinked'), undo: () => acts.undo() }); });
  return (
    <Modal
      open title={t('link.title')} width={440} onCancel={onClose}
      footer={[<Button key="r" danger onClick={remove}>{t('link.remove')}</Button>, <Button key="c" onClick={onClose}>{t('common:act.cancel')}</Button>, <Button key="s" type="primary" loading={acts.busy} onClick={() => void save()}>{t('link.save')}</Button>]}
    >
      <p className="t2">{name(link.pred)} → {name(link.succ)}</p>
      <label className="col g6 mt12 s13">{t('link.type')}<Select value={type} onChange={setType} options={TYPES.map((x) => ({ value: x, label: t(`link_type.${x}`) }))} /></label>
      <label className="col g6 mt12 s13">{t('link.lag')}<Input value={text} status={failure ? 'error' : undefined} onChange={(e) => { setText(e.target.value); setFailure(''); }} onPressEnter={(e) => { if (!e.nativeEvent.isComposing) void save(); }} /></label>
      {failure ? <p className="red s13 mt4" role="alert">{failure}</p> : <p className="t3 s12 mt4">{t('hint.lag')}</p>}
    </Modal>
  );
}
