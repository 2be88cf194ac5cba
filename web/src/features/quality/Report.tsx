import { Button } from 'antd';
import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { downloadFile, followJob } from '@/lib/exports';
import { randomId } from '@/lib/ids';
import { MenuDrop, toast } from '@/ui';
import { printReport } from './api';

/** The report of a month as a PDF; months without a day on record are not offered. */
export function Report({ months }: { months: string[] }) {
  const { t } = useTranslation('quality');
  const [busy, setBusy] = useState(false);
  if (months.length === 0) return null;
  const print = async (month: string) => {
    setBusy(true);
    try {
      const job = await followJob(await printReport(month, randomId()), () => undefined);
      if (job.file) downloadFile(job.file);
      else toast({ text: job.error, tone: 'bad' });
    } catch (failure) {
      toast({ text: Problem.from(failure).message, tone: 'bad' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <MenuDrop menu={{ items: months.slice(0, 12).map((month) => ({ key: month, label: month, onClick: () => void print(month) })) }}>
      <Button size="small" icon={<FileText size={15} />} loading={busy}>{t('report')}</Button>
    </MenuDrop>
  );
}
