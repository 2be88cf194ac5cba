import { Button, Checkbox, InputNumber } from 'antd';
import { ArrowRight, FileSpreadsheet } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem } from '@/api/problem';
import { DateText } from '@/ui';
import { check, setColumns, setHeader, useRefresh, type Batch, type SheetIn, type SheetUse } from './api';
import { ColumnTable } from './ColumnTable';

const asked = (sheet: SheetUse): SheetIn => ({
  index: sheet.index, included: sheet.included,
  columns: Object.fromEntries(Object.entries(sheet.columns).map(([c, use]) => [c, use.field])),
  orders: Object.fromEntries(Object.entries(sheet.columns).filter(([, use]) => use.order).map(([c, use]) => [c, use.order ?? ''])),
});

/** Which sheets take part, where their header is, and what their columns mean. */
export function ColumnsStep({ batch, onChecked }: { batch: Batch; onChecked: () => void }) {
  const { t } = useTranslation('imports');
  const refresh = useRefresh();
  const [sheets, setSheets] = useState<SheetIn[]>(() => batch.sheets.map(asked));
  const [at, setAt] = useState(() => batch.sheets.find((s) => s.included)?.index ?? batch.sheets[0]?.index ?? 0);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<Problem | null>(null);
  const sheet = batch.sheets.find((s) => s.index === at);
  const mine = sheets.find((s) => s.index === at);
  const rows = batch.sheets.filter((s) => sheets.find((m) => m.index === s.index)?.included).reduce((sum, s) => sum + s.row_count, 0);
  const change = (next: Partial<SheetIn>, index = at) => setSheets((all) => all.map((s) => (s.index === index ? { ...s, ...next } : s)));

  const attempt = async (act: () => Promise<unknown>) => {
    setBusy(true);
    setFailed(null);
    try { await act(); await refresh(); } catch (error) { setFailed(Problem.from(error)); } finally { setBusy(false); }
  };
  const start = () => attempt(async () => { await check(await setColumns(batch, sheets)); onChecked(); });

  return (
    <>
      <div className="imp-scroll">
        <div className="imp-head">
          <div><h2 className="s16 w6">{t('columns.title', { rows: rows.toLocaleString('en'), count: sheets.filter((s) => s.included).length })}</h2><p className="s13 t3">{t('columns.text')}</p></div>
        </div>
        {batch.earlier.map((e) => (
          <p key={e.id} className="imp-note">{t(e.status === 'done' ? 'columns.earlier_done' : 'columns.earlier', { who: e.owner__name })} <DateText value={e.created_at} as="stamp" /> <Link className="inline-link" to={`/imports/${e.id}`}>{t('columns.see')}</Link></p>
        ))}
        {batch.notices.map((text) => <p key={text} className="imp-note">{text}</p>)}
        {batch.job?.error && <p className="imp-alert" role="alert">{batch.job.error}</p>}
        {failed && <p className="imp-alert" role="alert">{failed.detail || t('failed')}</p>}
        <ul className="imp-sheets">
          {batch.sheets.map((s) => (
            <li key={s.index} className={s.index === at ? 'on' : ''}>
              <Checkbox checked={sheets.find((m) => m.index === s.index)?.included} aria-label={t('columns.include', { sheet: s.name })} onChange={(e) => change({ included: e.target.checked }, s.index)} />
              <button type="button" aria-pressed={s.index === at} onClick={() => setAt(s.index)}><FileSpreadsheet size={15} aria-hidden />{s.name}<span className="t3 num">{t('rows', { count: s.row_count, shown: s.row_count.toLocaleString('en') })}</span></button>
            </li>
          ))}
        </ul>
        {sheet && mine && (
          <>
            <div className="imp-where s13">
              <label className="row g8">{t('columns.header')}
                <InputNumber
                  size="small" min={0} max={sheet.head.length} key={`${sheet.index}-${sheet.header_rows[0] ?? 0}`} defaultValue={sheet.header_rows[0] ?? 0} disabled={busy}
                  onPressEnter={(e) => e.currentTarget.blur()}
                  onBlur={(e) => { const row = Number(e.target.value); if (row !== (sheet.header_rows[0] ?? 0)) void attempt(() => setHeader(batch, sheet.index, row)); }}
                />
              </label>
              <span className="t3">{[
                sheet.remembered && (sheet.mapping ? t('columns.remembered_as', { name: sheet.mapping }) : t('columns.remembered')),
                sheet.left_out.length > 0 && t('columns.left_out', { rows: sheet.left_out.map((x) => x.row).join('、') }),
                sheet.blank_rows > 0 && t('columns.blank', { count: sheet.blank_rows }),
              ].filter(Boolean).join(t('sep'))}</span>
            </div>
            <ColumnTable sheet={sheet} use={mine} fields={batch.target?.fields ?? []} onChange={change} />
          </>
        )}
      </div>
      <div className="foot imp-foot">
        <span className="el t3">{batch.filename}</span><span className="sp" />
        <Button type="primary" loading={busy} disabled={rows === 0} onClick={() => void start()}>{t('columns.check', { count: rows, shown: rows.toLocaleString('en') })}<ArrowRight size={15} aria-hidden /></Button>
      </div>
    </>
  );
}

