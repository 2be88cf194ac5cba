import { Button } from 'antd';
import { FileUp, RotateCw, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { Bone, ErrorState, ProgressBar, toast } from '@/ui';
import { archive, restore, share, useFiles, useRefresh, type FileItem } from './api';
import { FileDialog } from './FileDialog';
import { FileRow } from './FileRow';
import { useDrop } from './useDrop';
import { useUploads } from './useUploads';
import './files.css';

export interface FilesPanelProps {
  /** Code of the record, such as clients.client. */
  resource: string;
  objectId: string;
}

/** The documents of any record: drop to add, open to look, versions, shared or not; archived ones can be brought back. */
export function FilesPanel({ resource, objectId }: FilesPanelProps) {
  const { t } = useTranslation('files');
  const refresh = useRefresh();
  const [archived, setArchived] = useState(false);
  const files = useFiles(resource, objectId, archived);
  const { uploads, start, retry, drop } = useUploads();
  const input = useRef<HTMLInputElement>(null);
  const add = (chosen: FileList | null) => { if (chosen?.length) void start(`/records/${resource}/${objectId}/files`, [...chosen]); };
  const { target, over } = useDrop<HTMLElement>(add, Boolean(files.data?.may_write));
  const [open, setOpen] = useState<string | null>(null);

  if (files.isPending) return <Bone width="100%" height={160} />;
  if (files.isError) return <ErrorState title={t('failed')} problem={Problem.from(files.error)} onRetry={() => void files.refetch()} />;
  const { items, may_write: mayWrite, may_share: mayShare } = files.data;
  const put = async (file: FileItem, away: boolean) => { await (away ? archive : restore)(file.id); await refresh(); };
  const acted = (work: Promise<unknown>) => void work.catch((e: Error) => toast({ text: e.message, tone: 'bad' }));
  const putAway = (file: FileItem) => acted(put(file, true).then(() => toast({ text: t('archived', { name: file.name }), undo: () => put(file, false) })));
  const setShared = (file: FileItem, shared: boolean) => acted(share(file.id, shared).then(refresh).then(() => toast(t(shared ? 'shared' : 'unshared', { name: file.name }))));

  return (
    <section ref={target} className={over ? 'files over' : 'files'} aria-label={t('title')}>
      <div className="files-bar">
        {mayWrite && <Button icon={<FileUp size={15} />} onClick={() => input.current?.click()}>{t('upload')}</Button>}
        {mayWrite && <span className="s13 t3">{t('drop')}</span>}
        <span className="sp" />
        <button type="button" className="linkish s13" aria-pressed={archived} onClick={() => setArchived(!archived)}>{archived ? t('see_current') : t('see_archived')}</button>
        <input ref={input} type="file" multiple hidden aria-label={t('upload')} onChange={(e) => { add(e.target.files); e.target.value = ''; }} />
      </div>
      {uploads.map((u) => (
        <div key={u.key} className="files-up">
          <span className="el grow">{u.file.name}</span>
          {u.problem ? <span className="red s13" role="alert">{u.problem.detail || t('not_sent')}</span> : <span className="files-share"><ProgressBar value={u.share * 100} label={t('sending', { name: u.file.name })} /></span>}
          {u.problem && <Button size="small" icon={<RotateCw size={13} />} onClick={() => void retry(u)}>{t('again')}</Button>}
          {u.problem && <button type="button" className="ib" aria-label={t('drop_failed', { name: u.file.name })} onClick={() => drop(u.key)}><X size={15} aria-hidden /></button>}
        </div>
      ))}
      {items.length === 0 && uploads.length === 0 && <p className="files-none t2">{archived ? t('none_archived') : mayWrite ? t('none') : t('none_read')}</p>}
      {items.length > 0 && (
        <ul className="files-list">
          {items.map((file) => (
            <FileRow
              key={file.id} file={file} onOpen={() => setOpen(file.id)} onShare={mayShare && !archived ? (now) => setShared(file, now) : undefined}
              onArchive={mayWrite && !archived ? () => putAway(file) : undefined} onRestore={mayWrite && archived ? () => acted(put(file, false)) : undefined}
            />
          ))}
        </ul>
      )}
      {open && <FileDialog id={open} onClose={() => setOpen(null)} />}
    </section>
  );
}
