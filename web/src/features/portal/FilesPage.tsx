import { Download, FileText } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { BASE } from '@/api/client';
import { dayOf, proseDate } from '@/lib/dates';
import { EmptyState } from '@/ui';
import { Agreed } from './Agreed';
import { usePortal, type SharedFile } from './api';
import { ClientSwitch, Screen } from './parts';

function size(bytes: number): string {
  return bytes >= 1_048_576 ? `${(bytes / 1_048_576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} kB`;
}

export function Component() {
  const { t } = useTranslation('portal');
  const query = usePortal<{ items: SharedFile[] }>('/portal/files');
  return (
    <Screen title={t('files')} query={query} heading={<div><h1 className="pw-title">{t('files')}</h1><ClientSwitch /></div>}>
      {({ items }) => (
        <>
          {items.length === 0
            ? <EmptyState title={t('no_files')} text={t('no_files_text')} />
            : <section className="pcard"><ul className="pw-list">{items.map((f) => <Row key={f.id} file={f} />)}</ul></section>}
          <Agreed />
        </>
      )}
    </Screen>
  );
}

function Row({ file }: { file: SharedFile }) {
  const { t, i18n } = useTranslation('portal');
  const address = `${BASE}/portal/files/${file.id}`;
  const body = <><span>{file.name}</span><span className="s14 t3 dots">{file.about && <span>{file.about}</span>}<span className="num">{size(file.size)}</span>{file.shared_at && <span className="num">{proseDate(dayOf(file.shared_at), i18n.language)}</span>}</span></>;
  return (
    <li>
      <span className="pw-icon">{file.picture ? <img src={`${address}/thumbnail`} alt="" loading="lazy" /> : <FileText size={22} strokeWidth={1.75} aria-hidden />}</span>
      {file.inline ? <a className="grow" href={`${address}/content?inline=true`} target="_blank" rel="noreferrer">{body}</a> : <span className="grow">{body}</span>}
      <a className="pw-get" href={`${address}/content`} download aria-label={t('download', { name: file.name })}><Download size={20} strokeWidth={1.75} aria-hidden /></a>
    </li>
  );
}
