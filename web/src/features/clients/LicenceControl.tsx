import './licence.css';
import { Button } from 'antd';
import { Camera, FileImage, Paperclip, X } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';
import { usePhone } from '@/lib/useMedia';
import type { Field } from '@/ui';
import { ACCEPTED, readLicence, type Licence } from './licence';

const LicenceReview = lazy(() => import('./LicenceReview').then((m) => ({ default: m.LicenceReview })));

interface Props { id: string; value: unknown; fields: readonly Field[]; set: (name: string, value: unknown) => void; onChange: (value: unknown) => void }

/** Take or choose a picture of the licence; it is read, gone through, and then fills the form. It is kept with the dossier, once
 * that is made. */
export function LicenceControl({ id, value, fields, set, onChange }: Props) {
  const { t } = useTranslation('clients');
  const phone = usePhone();
  const chosen = useRef<HTMLInputElement>(null);
  const taken = useRef<HTMLInputElement>(null);
  const [reading, setReading] = useState(false);
  const [fault, setFault] = useState('');
  const [found, setFound] = useState<{ file: File; licence: Licence } | null>(null);
  const file = value instanceof File ? value : null;
  const read = async (picked: File | undefined) => {
    if (!picked || reading) return;
    setFault('');
    setReading(true);
    try {
      setFound({ file: picked, licence: await readLicence(picked) });
    } catch (error) {
      const problem = Problem.from(error);
      setFault(problem.errors[0]?.message ?? (problem.detail || problem.title || t('licence.failed')));
    } finally {
      setReading(false);
    }
  };
  const input = (ref: typeof chosen, name: string, camera: boolean) => (
    <input ref={ref} id={name} type="file" className="sr" tabIndex={-1} accept={camera ? 'image/*' : ACCEPTED} capture={camera ? 'environment' : undefined} aria-label={t(camera ? 'licence.take' : 'licence.choose')} onChange={(e) => { void read(e.target.files?.[0]); e.target.value = ''; }} />
  );
  return (
    <div className="licence-box">
      {file && <p className="row g8"><Paperclip size={14} aria-hidden /><span className="el">{t('licence.kept_with', { name: file.name })}</span><button type="button" className="ib tiny" aria-label={t('common:form.remove_file', { name: file.name })} onClick={() => onChange(null)}><X size={14} aria-hidden /></button></p>}
      <div className="row wrap g8">
        {phone && <Button icon={<Camera size={16} />} loading={reading} onClick={() => taken.current?.click()}>{t('licence.take')}</Button>}
        <Button icon={<FileImage size={16} />} loading={reading && !phone} disabled={reading && phone} onClick={() => chosen.current?.click()}>{t(file ? 'licence.other' : 'licence.choose')}</Button>
        {input(chosen, id, false)}{phone && input(taken, `${id}-camera`, true)}
      </div>
      <p className={fault ? 'fault' : 'help'} role="status">{fault || (reading ? t('licence.reading') : t('licence.help'))}</p>
      {found && (
        <Suspense>
          <LicenceReview licence={found.licence} fields={fields} onCancel={() => setFound(null)} onDone={(values) => { values.forEach(([name, text]) => set(name, text)); onChange(found.file); setFound(null); }} />
        </Suspense>
      )}
    </div>
  );
}
