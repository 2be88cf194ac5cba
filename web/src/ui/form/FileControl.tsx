import { Paperclip, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Field } from './types';

interface Props { id: string; field: Field; value: unknown; onChange: (value: unknown) => void; describedBy?: string }

const size = (n: number) => (n < 1024 * 1024 ? `${Math.max(1, Math.round(n / 1024))} KB` : `${(n / 1024 / 1024).toFixed(1)} MB`);

export function FileControl({ id, field, value, onChange, describedBy }: Props) {
  const { t } = useTranslation();
  const files = (Array.isArray(value) ? value : value ? [value] : []) as File[];
  const set = (list: File[]) => onChange(field.multiple ? list : (list[0] ?? null));
  return (
    <div className="files">
      {files.map((f, i) => (
        <span key={`${f.name}${i}`} className="row g8"><Paperclip size={14} aria-hidden /><span className="el">{f.name}</span><span className="s13 t3 num">{size(f.size)}</span>
          <button type="button" className="ib tiny" aria-label={t('form.remove_file', { name: f.name })} onClick={() => set(files.filter((_, j) => j !== i))}><X size={14} aria-hidden /></button></span>
      ))}
      {/* Dropping is a second way; the field inside is what the keyboard uses. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <label className="file-drop" onDragOver={(e) => e.preventDefault()} onDrop={(e) => { e.preventDefault(); set(field.multiple ? [...files, ...e.dataTransfer.files] : [...e.dataTransfer.files]); }}>
        <input id={id} type="file" className="sr" accept={field.accept} multiple={field.multiple} disabled={field.disabled} aria-describedby={describedBy} onChange={(e) => { set(field.multiple ? [...files, ...(e.target.files ?? [])] : [...(e.target.files ?? [])]); e.target.value = ''; }} />
        {t(field.multiple ? 'form.drop_files' : 'form.drop_file')}
      </label>
    </div>
  );
}
