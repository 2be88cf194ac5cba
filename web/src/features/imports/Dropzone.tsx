import { FileUp } from 'lucide-react';
import { useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Problem } from '@/api/problem';
import { upload, useRefresh } from './api';
import './imports.css';

const KINDS = '.xlsx,.xls,.ods,.csv,.tsv,.txt';

/** Drop or choose a spreadsheet; what is wrong with it is said here, where it was dropped. */
export function Dropzone() {
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [reading, setReading] = useState('');
  const [failed, setFailed] = useState<Problem | null>(null);

  const take = async (file: File | undefined) => {
    if (!file || reading) return;
    setReading(file.name);
    setFailed(null);
    try {
      const batch = await upload(file);
      await refresh();
      await navigate(`/imports/${batch.id}`);
    } catch (error) {
      setFailed(Problem.from(error));
    } finally {
      setReading('');
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };
  return (
    <div className="imp-drop">
      <button
        type="button" className={over ? 'over' : ''} disabled={Boolean(reading)} onClick={() => input.current?.click()}
        onDragOver={(e) => { e.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}
      >
        <FileUp size={22} strokeWidth={1.5} aria-hidden />
        <b>{reading ? t('drop.reading', { name: reading }) : t('drop.title')}</b>
        <span className="s13 t3">{t('drop.kinds')}</span>
      </button>
      <input ref={input} type="file" hidden accept={KINDS} aria-label={t('drop.title')} onChange={(e) => { const file = e.target.files?.[0]; e.target.value = ''; void take(file); }} />
      {failed && <p className="imp-alert" role="alert">{failed.detail || t('failed')}</p>}
    </div>
  );
}
