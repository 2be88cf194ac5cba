import { Modal, Radio } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { downloadFile, followJob, startExport } from '@/lib/exports';
import { percent, type Job } from '@/lib/jobs';
import { ProgressBar } from '../ProgressBar';
import { toast } from '../toast';
import type { ListMeta } from './types';

interface Props { list: string; query: string; count: number | undefined; shown: string[]; meta: ListMeta | undefined; onClose: () => void }

/** The rows of the filter, under the same rights as the list. The dialog may be closed: the file comes when it is ready. */
export function ExportDialog({ list, query, count, shown, meta, onClose }: Props) {
  const { t } = useTranslation();
  const [format, setFormat] = useState<'xlsx' | 'csv'>('xlsx');
  const [which, setWhich] = useState<'shown' | 'all'>('shown');
  const [job, setJob] = useState<Job | null>(null);
  const [failure, setFailure] = useState('');
  // Closed in the meantime: the file still comes, but another dialog opened since is not this one's to close.
  const here = useRef(true);
  useEffect(() => { here.current = true; return () => { here.current = false; }; }, []);
  const known = meta?.columns.map((c) => c.key) ?? [];

  const fail = (text: string) => { if (here.current) setFailure(text); else toast({ text, tone: 'bad' }); };
  const run = async () => {
    setFailure('');
    try {
      const started = await startExport({ list, query, format, columns: which === 'all' ? [] : shown.filter((k) => known.includes(k)) });
      setJob(started);
      const ended = await followJob(started.id, setJob);
      if (ended.status === 'done' && ended.file) {
        downloadFile(ended.file);
        toast(t('export.done', { name: ended.title }));
        if (here.current) onClose();
      } else if (ended.status !== 'stopped') fail(ended.error || t('export.failed'));
    } catch (error) {
      fail(Problem.from(error).message);
    }
    setJob(null);
  };
  return (
    <Modal
      open title={t('export.title')} width={420} onCancel={onClose} cancelText={t(job ? 'act.close' : 'act.cancel')} confirmLoading={job !== null}
      okText={count === undefined ? t('export.run') : t('export.run_n', { count })} onOk={() => void run()}
    >
      <fieldset className="plain"><legend className="s13">{t('export.format')}</legend>
        <Radio.Group value={format} onChange={(e) => setFormat(e.target.value as 'xlsx' | 'csv')} options={[{ value: 'xlsx', label: 'XLSX' }, { value: 'csv', label: 'CSV' }]} />
      </fieldset>
      <fieldset className="plain"><legend className="s13">{t('export.columns')}</legend>
        <Radio.Group value={which} onChange={(e) => setWhich(e.target.value as 'shown' | 'all')} options={[{ value: 'shown', label: t('export.shown') }, { value: 'all', label: t('export.all') }]} />
      </fieldset>
      {job && <div className="mt12"><ProgressBar value={percent(job) ?? 0} label={job.title} /><p className="s13 t3 mt4">{t('export.running')}</p></div>}
      {failure && <p className="red s13 mt12" role="alert">{failure}</p>}
    </Modal>
  );
}
