import { Switch } from 'antd';
import { Ellipsis, FileArchive, FileImage, FileSpreadsheet, FileText, FileVideo } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DateText, MenuDrop } from '@/ui';
import { contentUrl, sizeText, thumbUrl, type FileItem } from './api';

interface Props { file: FileItem; onOpen: () => void; onShare?: (shared: boolean) => void; onArchive?: () => void; onRestore?: () => void }

function iconOf(kind: string) {
  if (kind.startsWith('image/')) return FileImage;
  if (kind.startsWith('video/')) return FileVideo;
  if (/sheet|excel/.test(kind)) return FileSpreadsheet;
  return kind === 'application/zip' ? FileArchive : FileText;
}

export function FileRow({ file, onOpen, onShare, onArchive, onRestore }: Props) {
  const { t } = useTranslation('files');
  const [plain, setPlain] = useState(!file.picture);
  const Icon = iconOf(file.content_type);
  const items = [
    { key: 'download', label: <a href={contentUrl(file.id)} download>{t('download')}</a> },
    ...(onArchive ? [{ key: 'archive', label: t('archive'), onClick: onArchive }] : []),
    ...(onRestore ? [{ key: 'restore', label: t('restore'), onClick: onRestore }] : []),
  ];
  return (
    <li>
      <button type="button" className="files-open" onClick={onOpen}>
        <span className="files-thumb">{plain ? <Icon size={20} strokeWidth={1.5} aria-hidden /> : <img src={thumbUrl(file)} alt="" loading="lazy" onError={() => setPlain(true)} />}</span>
        <span className="col min0">
          <span className="el t1">{file.name}</span>
          <span className="s13 t3 el">{file.latest > 1 && `${t('version', { number: file.latest })} · `}<span className="num">{sizeText(file.size)}</span> · {file.changed_by} · <DateText value={file.changed_at} as="ago" /></span>
        </span>
      </button>
      {onShare ? (
        <label className="files-switch s13 t2"><Switch size="small" checked={file.shared_with_client} onChange={onShare} aria-label={t('share', { name: file.name })} /><span>{file.shared_with_client ? t('is_shared') : t('not_shared')}</span></label>
      ) : file.shared_with_client && <span className="tag">{t('is_shared')}</span>}
      <MenuDrop menu={{ items }}><button type="button" className="ib" aria-label={t('more', { name: file.name })}><Ellipsis size={16} aria-hidden /></button></MenuDrop>
    </li>
  );
}
