import { Button } from 'antd';
import { FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Problem } from '@/api/problem';
import { toast } from '@/ui';
import { upload, useRefresh } from './api';

/** A spreadsheet of colleagues, or of people and machines for projects, begins the same staged import as one of clients. */
export function ImportPeople({ target = 'people' }: { target?: 'people' | 'resources' }) {
  const { t } = useTranslation('imports');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    try {
      const batch = await upload(file, target);
      await refresh();
      await navigate(`/imports/${batch.id}`);
    } catch (error) { toast(Problem.from(error).message); } finally { setBusy(false); }
  };
  return (
    <>
      <Button icon={<FileUp size={15} />} loading={busy} onClick={() => input.current?.click()}>{t('people')}</Button>
      <input ref={input} type="file" hidden accept=".xlsx,.xls,.ods,.csv,.tsv,.txt" aria-label={t('people')} onChange={(e) => { const file = e.target.files?.[0]; e.target.value = ''; void take(file); }} />
    </>
  );
}
