import { Button, Modal, Radio } from 'antd';
import { FileUp } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { jobStarted, useJob } from '@/lib/jobs';
import { ProgressBar, toast } from '@/ui';
import { refresh, type Committed, type Draft, type Project } from './api';
import { ImportPreview } from './ImportPreview';

/** Choose a file, look at what it would bring, then take it over. */
export function ImportDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const { t } = useTranslation('projects');
  const input = useRef<HTMLInputElement>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [mode, setMode] = useState<'replace' | 'append'>(project.tasks > 0 ? 'append' : 'replace');
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const [jobId, setJobId] = useState<string | null>(null);
  const job = useJob(jobId);
  useReading(draft, setDraft, setFailure);

  const finish = (tasks: number) => { void refresh(); toast(t('done.imported', { count: tasks })); onClose(); };
  useEffect(() => {
    if (job.data?.status === 'done') finish(Number(job.data.result?.tasks ?? 0));
    if (job.data?.status === 'failed') { setFailure(job.data.error); setBusy(false); setJobId(null); }
    // finish closes the dialog: it is run once, when the job ends
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [job.data?.status]);

  const attempt = async (run: () => Promise<void>) => {
    setBusy(true);
    setFailure('');
    try { await run(); } catch (error) { setFailure(Problem.from(error).message); }
    setBusy(false);
  };
  const read = (file: File) => attempt(async () => {
    const body = new FormData();
    body.append('file', file);
    setDraft(await api.post<Draft>(`/projects/${project.id}/schedule/preview`, body));
  });
  const commit = () => attempt(async () => {
    if (!draft) return;
    const { version } = await api.get<{ version: number }>(`/projects/${project.id}/schedule`);
    const answer = await api.post<Committed>(`/projects/${project.id}/schedule/commit`, { draft_id: draft.id, mode }, { version });
    if (answer.job) { setJobId(answer.job.id); jobStarted(); } else finish(answer.tasks);
  });
  const count = draft?.status === 'ready' ? draft.preview.tasks + draft.preview.summaries : 0;
  return (
    <Modal
      open title={t('import.title')} width={draft?.status === 'ready' ? 860 : 520} onCancel={onClose} mask={{ closable: false }}
      footer={[
        <Button key="cancel" onClick={onClose}>{t('common:act.cancel')}</Button>,
        draft?.status === 'ready' && <Button key="again" onClick={() => setDraft(null)}>{t('import.other')}</Button>,
        <Button key="go" type="primary" disabled={draft?.status !== 'ready'} loading={busy || Boolean(jobId)} onClick={() => void commit()}>{count > 0 ? t('import.commit', { count }) : t('import.open')}</Button>,
      ]}
    >
      {draft?.status !== 'ready' && (
        <button
          type="button" className="pl-drop" disabled={busy || draft?.status === 'reading'} onClick={() => input.current?.click()}
          onDragOver={(e) => e.preventDefault()} onDrop={(e) => { e.preventDefault(); const file = e.dataTransfer.files[0]; if (file) void read(file); }}
        >
          <FileUp size={22} strokeWidth={1.5} aria-hidden /><b>{busy || draft?.status === 'reading' ? t('import.reading') : t('import.drop')}</b><span className="s13 t3">{t('import.formats')}</span>
        </button>
      )}
      <input ref={input} type="file" hidden accept=".xml,.xer,.xlsx,.xls" aria-label={t('import.drop')} onChange={(e) => { const file = e.target.files?.[0]; e.target.value = ''; if (file) void read(file); }} />
      {draft?.status === 'ready' && <ImportPreview draft={draft} minutesPerDay={480} />}
      {draft?.status === 'ready' && project.tasks > 0 && (
        <Radio.Group className="mt12" value={mode} onChange={(e) => setMode(e.target.value as 'replace' | 'append')} options={[{ value: 'append', label: t('import.append') }, { value: 'replace', label: t('import.replace', { count: project.tasks }) }]} />
      )}
      {jobId && job.data && <div className="mt12"><ProgressBar value={job.data.total ? (100 * job.data.done) / job.data.total : 0} label={t('import.writing')} /></div>}
      {failure && <p className="red mt12" role="alert">{failure}</p>}
    </Modal>
  );
}

/** A big file is read by the worker: asked for every second until it is. */
function useReading(draft: Draft | null, set: (d: Draft | null) => void, fail: (text: string) => void) {
  const { i18n } = useTranslation();
  useEffect(() => {
    if (draft?.status !== 'reading') return;
    const timer = window.setInterval(() => {
      void api.get<Draft>(`/schedule-drafts/${draft.id}`).then((now) => {
        if (now.status === 'reading') return;
        if (now.status === 'refused') { fail(now.preview.refused[i18n.language.startsWith('en') ? 'en' : 'zh']); set(null); } else set(now);
      }).catch((error: unknown) => { fail(Problem.from(error).message); set(null); });
    }, 1000);
    return () => window.clearInterval(timer);
  }, [draft, set, fail, i18n.language]);
}
