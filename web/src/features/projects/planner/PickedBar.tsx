import { InputNumber, Select } from 'antd';
import { ClipboardPaste, Copy, CornerDownRight, CornerUpLeft, MoveHorizontal, Trash2, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { people } from '@/lib/sources';
import type { Option } from '@/ui';
import type { Schedule } from '../api';
import type { Commands } from './useCommands';

const SHARES = [0, 25, 50, 75, 100];

/** What can be done to several rows at once; each is one act and one step back. */
export function PickedBar({ count, schedule, commands, onClear }: { count: number; schedule: Schedule; commands: Commands; onClear: () => void }) {
  const { t } = useTranslation('projects');
  const [days, setDays] = useState(1);
  const [found, setFound] = useState<Option[]>([]);
  const { may } = schedule;
  useEffect(() => { if (may.plan) void people('').then(setFound).catch(() => undefined); }, [may.plan]);
  return (
    <div className="bulk pl-picked" role="toolbar" aria-label={t('common:table.bulk')}>
      <span role="status">{t('picked', { count })}</span>
      <hr />
      {may.plan && (
        <>
          <InputNumber size="small" className="pl-days" value={days} min={-999} max={999} precision={0} aria-label={t('bulk.days')} onChange={(v) => setDays(v ?? 0)} onPressEnter={() => commands.shift(days)} />
          <button type="button" disabled={days === 0} onClick={() => commands.shift(days)}><MoveHorizontal size={15} aria-hidden />{t('bulk.shift')}</button>
          <Select size="small" className="pl-owner" placeholder={t('grid.owner')} aria-label={t('grid.owner')} value={null} showSearch={{ filterOption: false, onSearch: (q) => void people(q).then(setFound).catch(() => undefined) }} options={[{ value: '', label: t('panel.nobody') }, ...found.map((o) => ({ value: o.value, label: o.label }))]} onChange={(owner: string | null) => commands.give(owner || null)} />
        </>
      )}
      {may.progress && <Select size="small" placeholder={t('grid.percent')} aria-label={t('grid.percent')} value={null} options={SHARES.map((value) => ({ value, label: `${value}%` }))} onChange={(value: number | null) => { if (value !== null) commands.report(value); }} />}
      <hr />
      {may.plan && (
        <>
          <button type="button" aria-label={t('act.outdent')} title={t('act.outdent')} onClick={commands.outdent}><CornerUpLeft size={15} aria-hidden /></button>
          <button type="button" aria-label={t('act.indent')} title={t('act.indent')} onClick={commands.indent}><CornerDownRight size={15} aria-hidden /></button>
        </>
      )}
      <button type="button" aria-label={t('act.copy')} title={t('act.copy')} onClick={commands.copy}><Copy size={15} aria-hidden /></button>
      {may.plan && (
        <>
          <button type="button" aria-label={t('act.paste')} title={t('act.paste')} onClick={commands.paste}><ClipboardPaste size={15} aria-hidden /></button>
          <button type="button" onClick={commands.remove}><Trash2 size={15} aria-hidden />{t('bulk.remove')}</button>
        </>
      )}
      <hr />
      <button type="button" aria-label={t('common:table.unselect')} onClick={onClear}><X size={15} aria-hidden /></button>
    </div>
  );
}
