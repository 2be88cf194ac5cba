import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { toast } from '@/ui';
import { importFile, useRefresh, type Imported, type Part, type Specification } from './api';

const NAMES: Partial<Record<Part, string>> = { requirements: 'requirement', tests: 'test_case', criteria: 'criterion' };

/** A spreadsheet: what it would do is shown, then done. Rows that are refused are named; the others are taken. */
export function ImportDialog({ spec, part, onClose }: { spec: Specification; part: Part; onClose: () => void }) {
  const { t } = useTranslation('requirements');
  const refresh = useRefresh();
  const [file, setFile] = useState<File | null>(null);
  const [told, setTold] = useState<Imported | null>(null);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  const run = async (chosen: File, commit: boolean) => {
    setBusy(true);
    setFault('');
    try {
      const found = await importFile(spec.id, NAMES[part] ?? 'requirement', chosen, commit);
      setTold(found);
      if (commit) { await refresh(); toast(t('import.done', { count: found.new + found.changed })); onClose(); }
    } catch (error) { setTold(null); setFault(Problem.from(error).message); } finally { setBusy(false); }
  };
  const will = told ? told.new + told.changed : 0;
  return (
    <Modal open title={t('import.title', { part: t(`part.${part}`) })} onCancel={onClose} footer={null} width={560} destroyOnHidden mask={{ closable: false }}>
      <p className="t2">{t(`import.help.${part}`)}</p>
      <label className="file-drop mt12"><input type="file" className="sr" accept=".xlsx,.xls,.ods,.csv,.tsv" onChange={(e) => { const chosen = e.target.files?.[0]; e.target.value = ''; if (chosen) { setFile(chosen); void run(chosen, false); } }} />{file?.name ?? t('import.choose')}</label>
      {fault && <p className="red mt8" role="alert">{fault}</p>}
      {told && (
        <div className="mt12" role="status">
          <p>{t('import.told', { fresh: told.new, changed: told.changed, same: told.same })}</p>
          {told.refused.length > 0 && (
            <>
              <p className="amber mt8">{t('import.refused', { count: told.refused.length })}</p>
              <ul className="spec-refused">{told.refused.slice(0, 50).map((r) => <li key={r.row} className="s13"><span className="num t3">{t('import.row', { row: r.row })}</span> {r.message}</li>)}</ul>
            </>
          )}
        </div>
      )}
      <div className="row g8 mt16">
        <Button type="primary" loading={busy} disabled={!file || !told || will === 0} onClick={() => { if (file) void run(file, true); }}>{t('import.commit', { count: will })}</Button>
        <Button onClick={onClose}>{t('common:act.cancel')}</Button>
      </div>
    </Modal>
  );
}
