import { Button } from 'antd';
import { Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '@/ui';

/** Told this once. */
export function RecoveryCodes({ codes, verb, onDone }: { codes: string[]; verb: string; onDone: () => void | Promise<void> }) {
  const { t } = useTranslation('account');
  const [busy, setBusy] = useState(false);
  const copy = () => copyText(codes.join('\n'), t('codes.copied'), t('codes.not_copied'));
  const go = () => { setBusy(true); void Promise.resolve(onDone()).catch(() => setBusy(false)); };
  return (
    <div className="col g12">
      <p className="s13 t2">{t('codes.text')}</p>
      <ul className="codes num" aria-label={t('codes.title')}>{codes.map((code) => <li key={code}>{code}</li>)}</ul>
      <div className="row g8"><Button type="primary" loading={busy} onClick={go}>{verb}</Button><Button icon={<Copy size={15} />} onClick={copy}>{t('codes.copy')}</Button></div>
    </div>
  );
}
