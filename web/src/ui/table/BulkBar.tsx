import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { toast } from '../toast';
import type { BulkAction, Selection } from './types';

interface Props { selection: Selection; noun: string; counter: string; total: number | undefined; onAll?: () => void; actions: BulkAction[]; onClear: () => void }

export function BulkBar({ selection, noun, counter, total, onAll, actions, onClear }: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState('');
  const run = async (action: BulkAction) => {
    setBusy(action.key);
    try {
      await action.run(selection);
      onClear();
    } catch (error) {
      toast({ text: Problem.from(error).message, tone: 'bad' });
    }
    setBusy('');
  };
  return (
    <div className="bulk" role="toolbar" aria-label={t('table.bulk')}>
      <span>{t('table.selected', { count: selection.count, noun, counter })}</span>
      {onAll && total !== undefined && <button type="button" className="all" onClick={onAll}>{t('table.select_all', { count: total, counter })}</button>}
      <hr />
      {actions.map((a) => <button key={a.key} type="button" disabled={busy !== ''} onClick={() => void run(a)}><a.icon size={15} aria-hidden />{a.label}</button>)}
      {actions.length > 0 && <hr />}
      <button type="button" aria-label={t('table.unselect')} onClick={onClear}><X size={15} aria-hidden /></button>
    </div>
  );
}
