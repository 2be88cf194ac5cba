import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ReadyDraft } from './api';

const SHOWN = 8;

/** What the file would bring, in numbers, in its first rows, and everything that is odd about it. */
export function ImportPreview({ draft, minutesPerDay }: { draft: ReadyDraft; minutesPerDay: number }) {
  const { t, i18n } = useTranslation('projects');
  const p = draft.preview;
  const lang = i18n.language.startsWith('en') ? 'en' : 'zh';
  const facts: [string, string | number][] = [
    [t('import.tasks'), p.tasks], [t('import.summaries'), p.summaries], [t('import.milestones'), p.milestones], [t('import.links'), p.links],
    [t('import.span'), p.start && p.finish ? `${p.start.slice(0, 10)} — ${p.finish.slice(0, 10)}` : '—'], [t('import.critical'), p.critical],
  ];
  return (
    <div className="pl-import">
      <p className="t2">{t('import.from', { file: draft.filename, name: p.name || draft.filename })}</p>
      <dl className="facts">{facts.map(([label, value]) => <div key={label}><dt className="lbl">{label}</dt><dd className="num">{value}</dd></div>)}</dl>
      {p.warnings.length > 0 && (
        <section className="pl-warn" aria-label={t('import.warnings', { count: p.warnings.length })}>
          <h3 className="row g6 amber"><TriangleAlert size={15} aria-hidden />{t('import.warnings', { count: p.warnings.length })}</h3>
          <ul>{p.warnings.map((w, i) => <li key={i} className="s13">{w[lang]}{w.line !== null && <span className="t3"> {t('import.line', { line: w.line })}</span>}</li>)}</ul>
        </section>
      )}
      <table className="pl-table">
        <thead><tr><th>{t('grid.wbs')}</th><th>{t('grid.name')}</th><th className="r">{t('import.days')}</th><th className="r">{t('grid.start')}</th><th className="r">{t('grid.finish')}</th><th>{t('grid.owner')}</th></tr></thead>
        <tbody>
          {p.rows.slice(0, SHOWN).map((row, i) => (
            <tr key={i} className={row.kind === 'summary' ? 'sum' : undefined}>
              <td className="num t3">{row.wbs}</td><td className="el">{row.name}</td><td className="num r">{row.kind === 'summary' || row.duration === null ? '' : Math.round((row.duration / minutesPerDay) * 10) / 10}</td>
              <td className="num r">{row.start?.slice(0, 10) ?? '—'}</td><td className="num r">{row.finish?.slice(0, 10) ?? '—'}</td><td>{row.owner}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {p.tasks + p.summaries > SHOWN && <p className="s13 t3">{t('import.more', { count: p.tasks + p.summaries - SHOWN })}</p>}
    </div>
  );
}
