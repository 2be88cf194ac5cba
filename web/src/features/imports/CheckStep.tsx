import { Button, Dropdown } from 'antd';
import { ArrowLeft, ArrowRight, Download } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '@/app/session';
import { Glyph, Kbd } from '@/ui';
import { BATCH, rejectedUrl, type Batch, type Narrow } from './api';
import type { Step } from './ImportPage';
import { ProblemList } from './ProblemList';
import { ProblemRows } from './ProblemRows';

/** What is right, what is asked, what is wrong; and the means to mend it here. */
export function CheckStep({ batch, go }: { batch: Batch; go: (to: Step) => void }) {
  const { t } = useTranslation('imports');
  const [narrow, setNarrow] = useState<Narrow>({ show: 'problems' });
  const mayExport = useCan(BATCH, 'export');
  const { verdicts, ready, total } = batch.counts;
  const n = (value: number) => value.toLocaleString('en');
  const left = verdicts.rejected + verdicts.confirm;
  const good = ready + verdicts.unchanged;
  const download = (format: '' | 'xlsx' | 'csv') => { window.location.href = rejectedUrl(batch.id, format); };
  const sheets = batch.sheets.filter((s) => s.included);
  return (
    <>
      <div className="imp-head">
        <div>
          <h2 className="s16 w6">{left === 0 ? t('check.all_good', { total: n(total) }) : t('check.title', { total: n(total), bad: n(verdicts.rejected), ask: n(verdicts.confirm) })}</h2>
          <p className="s13 t3">{left === 0 ? t('check.all_good_text') : t('check.text')}</p>
        </div>
        <span className="sp" />
        <ul className="imp-counts s13 t2 num">
          <li><Glyph kind="done" />{t('check.ready')} {n(ready)}</li>
          {verdicts.unchanged > 0 && <li><Glyph kind="hold" />{t('verdict.unchanged')} {n(verdicts.unchanged)}</li>}
          <li><Glyph kind="soon" />{t('verdict.confirm')} {n(verdicts.confirm)}</li>
          <li><Glyph kind="late" />{t('verdict.rejected')} {n(verdicts.rejected)}</li>
        </ul>
        {mayExport && left > 0 && (
          <Dropdown menu={{ items: [{ key: '', label: t('check.same_form') }, { key: 'xlsx', label: 'XLSX' }, { key: 'csv', label: 'CSV' }], onClick: ({ key }) => download(key === 'csv' || key === 'xlsx' ? key : '') }}>
            <Button icon={<Download size={15} />} onClick={() => download('')}>{t('check.download', { count: left, shown: n(left) })}</Button>
          </Dropdown>
        )}
      </div>
      <div className="imp-bar" role="img" aria-label={t('check.bar', { good: n(good), ask: n(verdicts.confirm), bad: n(verdicts.rejected) })}>
        {good > 0 && <i className="f-green" style={{ flexGrow: good }} />}
        {verdicts.confirm > 0 && <i className="f-amber" style={{ flexGrow: verdicts.confirm }} />}
        {verdicts.rejected > 0 && <i className="f-red" style={{ flexGrow: verdicts.rejected }} />}
        {verdicts.skipped > 0 && <i className="f-grey" style={{ flexGrow: verdicts.skipped }} />}
      </div>
      <div className="imp-check">
        <ProblemList batch={batch} narrow={narrow} onChange={setNarrow} />
        <ProblemRows key={JSON.stringify(narrow)} batch={batch} narrow={narrow} />
      </div>
      <div className="foot imp-foot">
        <span className="imp-source el">{t('check.source', { sheets: sheets.map((s) => s.name).join(t('sep')), count: sheets.length })}</span>
        <span className="row g6 t3 imp-keys"><Kbd>J</Kbd><Kbd>K</Kbd>{t('check.keys_move')}<Kbd>Enter</Kbd>{t('check.keys_accept')}</span>
        <span className="sp" />
        {batch.status === 'review' && <Button icon={<ArrowLeft size={15} />} onClick={() => go('clean')}>{t('back')}</Button>}
        <Button type="primary" disabled={ready === 0} onClick={() => go('preview')}>{ready ? t('check.next', { count: ready, shown: n(ready) }) : t('check.nothing')}<ArrowRight size={15} aria-hidden /></Button>
      </div>
    </>
  );
}
