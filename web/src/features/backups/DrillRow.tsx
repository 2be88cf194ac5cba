import { useTranslation } from 'react-i18next';
import { DateText, Glyph, Status } from '@/ui';
import { certificate, type Drill } from './api';

const STATES = { running: 'job.running', passed: 'job.done', failed: 'job.failed' } as const;

export function DrillRow({ row }: { row: Drill }) {
  const { t, i18n } = useTranslation('backups');
  const number = (n: number) => n.toLocaleString(i18n.language);
  const facts = row.recovery_seconds === null ? [] : [t('rows', { count: row.rows, shown: number(row.rows) }), t('files', { count: row.files, shown: number(row.files) })];
  return (
    <li>
      <div className="bk-head">
        <div className="grow min0">
          <div><b><DateText value={row.created_at} as="stamp" /></b>{row.by_name && <span className="s13 t3"> · {row.by_name}</span>}</div>
          <div className="s13 t2 bk-name">{[row.archive, ...facts].join(' · ')}</div>
        </div>
        {row.recovery_seconds !== null && <span className="s13 t2">{t('recovery')} <b className="num">{row.recovery_seconds.toFixed(1)}</b> s</span>}
        <Status state={STATES[row.state]}>{row.state === 'running' ? undefined : t(`drill_state.${row.state}`)}</Status>
        {row.certificate.map((kind) => <a key={kind} className="bk-link" href={certificate(row.id, kind)} target="_blank" rel="noreferrer">{t(`certificate_${kind}`)}</a>)}
      </div>
      {row.error && <p className="s13 red bk-why">{row.error}</p>}
      {row.checks.length > 0 && (
        <details open={row.state === 'failed'}>
          <summary>{t('checks', { count: row.checks.length })}</summary>
          <ul className="bk-checks s13">
            {row.checks.map((c) => (
              <li key={c.code}>
                <Glyph kind={c.ok ? 'done' : 'late'} />
                <span className="grow min0">{c.name}{!c.ok && <span className="red bk-why">{t('found', { count: c.count })} {c.wrong.join('; ')}</span>}</span>
                <span className="num t3">{number(c.looked)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
