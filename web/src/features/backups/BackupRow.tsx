import { Button } from 'antd';
import { Download, LifeBuoy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { randomId } from '@/lib/ids';
import { DateText, Status, toast } from '@/ui';
import { BACKUP, download, startDrill, type Backup } from './api';
import type { Work } from './Backups';
import { sizeOf } from './words';

const STATES = { running: 'job.running', done: 'job.done', failed: 'job.failed' } as const;

export function BackupRow({ row, ready, work }: { row: Backup; ready: boolean; work: Work }) {
  const { t, i18n } = useTranslation('backups');
  const number = (n: number) => n.toLocaleString(i18n.language);
  const facts = row.state === 'done' ? [sizeOf(row.size), t('rows', { count: row.rows, shown: number(row.rows) }), t('files', { count: row.files, shown: number(row.files) }), t('took', { seconds: row.seconds })] : [];
  return (
    <li>
      <div className="bk-head">
        <div className="grow min0">
          <div><b><DateText value={row.created_at} as="stamp" /></b><span className="s13 t3"> · {row.by_name || t(`cause.${row.cause}`)}</span></div>
          <div className="s13 t2">{facts.join(' · ')}</div>
        </div>
        <Status state={STATES[row.state]}>{row.state === 'done' && row.missing.length > 0 ? t('incomplete') : undefined}</Status>
        <Acts row={row} ready={ready} work={work} />
      </div>
      {row.error && <p className="s13 red bk-why">{row.error}</p>}
      {row.missing.length > 0 && <p className="s13 red bk-why">{t('missing', { count: row.missing.length })}{row.missing.slice(0, 5).map((m) => `${m.name} (${t(`why.${m.why}`)})`).join(', ')}</p>}
      {row.state === 'done' && <details><summary>{t('details')}</summary><dl className="bk-facts s13"><dt>{t('file')}</dt><dd>{row.name || t('removed')}{row.name && !row.there && <span className="t3"> · {t('gone')}</span>}</dd><dt>SHA-256</dt><dd>{row.sha256}</dd></dl></details>}
    </li>
  );
}

function Acts({ row, ready, work }: { row: Backup; ready: boolean; work: Work }) {
  const { t } = useTranslation('backups');
  const mayDrill = useCan(BACKUP, 'create');
  const mayTake = useCan(BACKUP, 'download');
  if (!row.there) return null;
  const take = () => void download(row.id).catch((failure: unknown) => toast({ text: Problem.from(failure).message, tone: 'bad' }));
  return (
    <>
      {mayDrill && ready && <Button icon={<LifeBuoy size={15} />} disabled={work.busy} onClick={() => work.begin(() => startDrill(row.id, randomId()))} aria-label={t('drill_this', { name: row.name })}>{t('drill')}</Button>}
      {mayTake && <Button icon={<Download size={15} />} onClick={take} aria-label={t('download_this', { name: row.name })}>{t('download')}</Button>}
    </>
  );
}
