import { Button } from 'antd';
import { FileCheck2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { stampOf } from '@/lib/dates';
import { toast } from '@/ui';
import { saveReceipt } from './proof';

/** Beside an entry: its receipt as a file, or when there will be one. */
export function ReceiptButton({ entry, path, labelled = false }: { entry: number; path: string; labelled?: boolean }) {
  const { t } = useTranslation('proof');
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    try {
      const due = await saveReceipt(path, entry);
      if (due) toast(t('not_yet', { at: stampOf(due) }));
    } catch (failure) { toast({ text: Problem.from(failure).message, tone: 'bad' }); } finally { setBusy(false); }
  };
  return (
    <Button type="text" size={labelled ? 'middle' : 'small'} loading={busy} icon={<FileCheck2 size={14} />} aria-label={t('receipt_of', { entry })} title={t('receipt')} onClick={(e) => { e.stopPropagation(); void run(); }}>
      {labelled && t('receipt')}
    </Button>
  );
}
