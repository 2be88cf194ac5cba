import { Button, Input, Modal } from 'antd';
import { Download, FileUp, Pencil } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { Bone, DateText, ErrorState, ProgressBar } from '@/ui';
import { contentUrl, rename, sizeText, useFile, useRefresh, type FileDetail } from './api';
import { useUploads } from './useUploads';

/** One document: looked at in place where that is safe, its versions, its name. */
export function FileDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('files');
  const file = useFile(id);
  return (
    <Modal open title={file.data?.name ?? t('title')} width={960} footer={null} onCancel={onClose} destroyOnHidden>
      {file.isPending && <Bone width="100%" height={320} />}
      {file.isError && <ErrorState title={t('failed')} problem={Problem.from(file.error)} onRetry={() => void file.refetch()} />}
      {file.data && <Body key={file.data.version} file={file.data} />}
    </Modal>
  );
}

function Body({ file }: { file: FileDetail }) {
  const { t } = useTranslation('files');
  const refresh = useRefresh();
  const { uploads, start } = useUploads();
  const input = useRef<HTMLInputElement>(null);
  const [number, setNumber] = useState(file.latest);
  const [name, setName] = useState<string | null>(null);
  const [failed, setFailed] = useState('');
  const version = file.versions.find((v) => v.number === number) ?? file.versions[0];
  const may = file.may_write && !file.archived_at;
  const save = async () => {
    setFailed('');
    try { await rename(file, name ?? ''); await refresh(); setName(null); } catch (error) { setFailed(Problem.from(error).detail || t('not_renamed')); }
  };
  const sending = uploads[0];
  return (
    <div className="files-dialog">
      <div className="files-view">{version && <Preview file={file} number={version.number} kind={version.content_type} inline={version.inline} />}</div>
      <div className="files-side">
        <div className="row g8 wrap">
          <Button type="primary" icon={<Download size={15} />} href={contentUrl(file.id, { number })}>{t('download')}</Button>
          {may && <Button icon={<FileUp size={15} />} onClick={() => input.current?.click()}>{t('new_version')}</Button>}
          {may && name === null && <Button icon={<Pencil size={15} />} onClick={() => setName(file.name)}>{t('rename')}</Button>}
        </div>
        <input ref={input} type="file" hidden aria-label={t('new_version')} onChange={(e) => { const chosen = e.target.files?.[0]; e.target.value = ''; if (chosen) void start(`/files/${file.id}/versions`, [chosen]); }} />
        {sending && (sending.problem ? <p className="red s13 mt8" role="alert">{sending.problem.detail || t('not_sent')}</p> : <p className="mt8"><ProgressBar value={sending.share * 100} label={t('sending', { name: sending.file.name })} /></p>)}
        {name !== null && (
          <div className="row g8 mt12">
            <Input autoFocus value={name} maxLength={200} aria-label={t('rename')} onChange={(e) => setName(e.target.value)} onKeyDown={(e) => { if (e.key === 'Enter' && !e.nativeEvent.isComposing) void save(); }} />
            <Button onClick={() => void save()}>{t('save_name')}</Button>
          </div>
        )}
        {failed && <p className="red s13 mt8" role="alert">{failed}</p>}
        <h3 className="lbl mt16">{t('versions')}</h3>
        <ul className="files-versions">
          {file.versions.map((v) => (
            <li key={v.number}>
              <button type="button" className={v.number === number ? 'on' : ''} aria-pressed={v.number === number} onClick={() => setNumber(v.number)}>
                <span>{t('version', { number: v.number })} <span className="t3 num">{sizeText(v.size)}</span></span>
                <span className="s13 t3">{v.created_by} · <DateText value={v.created_at} as="stamp" /></span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Preview({ file, number, kind, inline }: { file: FileDetail; number: number; kind: string; inline: boolean }) {
  const { t } = useTranslation('files');
  const src = contentUrl(file.id, { number, inline: true });
  if (inline && kind.startsWith('image/')) return <img src={src} alt={file.name} />;
  if (inline) return <iframe title={file.name} src={src} />;
  return <p className="t2">{t('no_preview')}</p>;
}
