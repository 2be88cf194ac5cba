import { Input, Select, Switch } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fromFen, isAmount, toFen, yuan } from '@/lib/money';
import { phoneText } from '@/lib/phone';
import { FileControl } from './FileControl';
import { RemoteSelect } from './RemoteSelect';
import type { Field, Values } from './types';

const DateControl = lazy(() => import('./DateControl'));

interface Props { id: string; field: Field; value: unknown; values: Values; set: (name: string, value: unknown) => void; onChange: (value: unknown) => void; onBlur: () => void; invalid: boolean; describedBy?: string }

const INPUT: Partial<Record<Field['type'], { inputMode?: 'tel' | 'email' | 'decimal' | 'numeric'; autoComplete?: string }>> = {
  phone: { inputMode: 'tel', autoComplete: 'off' }, email: { inputMode: 'email', autoComplete: 'off' }, integer: { inputMode: 'numeric' }, percent: { inputMode: 'decimal' },
};

/** Shown with separators at rest, plain while typing; the value is "350000.00" as soon as it is an amount. */
function MoneyInput({ id, field, value, onChange, onBlur, invalid, describedBy }: Props) {
  const [editing, setEditing] = useState(false);
  const text = String(value ?? '');
  const shown = !editing && isAmount(text) ? yuan(text).replace('−', '-') : text;
  return (
    <Input
      id={id} prefix="¥" inputMode="decimal" className="num" value={shown} disabled={field.disabled} placeholder={field.placeholder} status={invalid ? 'error' : undefined} aria-invalid={invalid} aria-describedby={describedBy}
      onFocus={() => setEditing(true)} onChange={(e) => onChange(e.target.value.replaceAll(',', '').replaceAll('，', '').trim())}
      onBlur={() => { setEditing(false); if (isAmount(text)) onChange(fromFen(toFen(text))); onBlur(); }}
    />
  );
}

export function Control(props: Props) {
  const { id, field, value, onChange, onBlur, invalid, describedBy } = props;
  const { t } = useTranslation();
  const common = { id, disabled: field.disabled, onBlur, placeholder: field.placeholder, status: invalid ? ('error' as const) : undefined, 'aria-invalid': invalid, 'aria-describedby': describedBy };
  const text = String(value ?? '');
  switch (field.type) {
    case 'custom': return <>{field.render?.({ id, value, values: props.values, set: props.set, onChange, onBlur, invalid, describedBy })}</>;
    case 'money': return <MoneyInput {...props} />;
    case 'textarea': return <Input.TextArea {...common} value={text} autoSize={{ minRows: 3, maxRows: 12 }} maxLength={field.maxLength} onChange={(e) => onChange(e.target.value)} />;
    case 'password': return <Input.Password {...common} value={text} autoComplete="new-password" onChange={(e) => onChange(e.target.value)} />;
    case 'date': return <Suspense fallback={<Input disabled style={{ width: 180 }} />}><DateControl id={id} value={text} onChange={onChange} onBlur={onBlur} disabled={field.disabled} placeholder={field.placeholder} invalid={invalid} describedBy={describedBy} /></Suspense>;
    case 'choice': return <Select {...common} placeholder={field.placeholder ?? t('form.choose')} value={text || undefined} allowClear={field.optional} onChange={(v) => onChange(v ?? '')} options={field.choices} showSearch={(field.choices?.length ?? 0) > 8 ? { optionFilterProp: 'label' } : false} />;
    case 'multichoice': return <Select {...common} placeholder={field.placeholder ?? t('form.choose')} mode="multiple" value={(value ?? []) as string[]} onChange={onChange} options={field.choices} showSearch={{ optionFilterProp: 'label' }} />;
    case 'person': case 'client': case 'remote': case 'region': return <RemoteSelect {...props} />;
    case 'switch': return <Switch id={id} checked={value === true} disabled={field.disabled} onChange={onChange} aria-describedby={describedBy} />;
    case 'file': return <FileControl {...props} />;
    case 'integer': return <Input {...common} {...INPUT.integer} value={text} style={{ width: 180 }} onChange={(e) => onChange(/^-?\d+$/.test(e.target.value.trim()) ? Number(e.target.value) : e.target.value.trim())} />;
    case 'number': return <Input {...common} {...INPUT.percent} value={text} style={{ width: 180 }} onChange={(e) => onChange(e.target.value.trim())} />;
    case 'percent': return <Input {...common} {...INPUT.percent} suffix="%" value={text} style={{ width: 180 }} onChange={(e) => onChange(e.target.value.trim())} />;
    case 'uscc': return <Input {...common} className="num" value={text} autoCapitalize="characters" spellCheck={false} onChange={(e) => onChange(e.target.value.toUpperCase().replace(/\s/g, ''))} />;
    // A number comes as +8613812345678 and is shown as people write it; what is typed stays as it is typed.
    case 'phone': return <Input {...common} {...INPUT.phone} className="num" value={phoneText(text)} maxLength={field.maxLength} onChange={(e) => onChange(e.target.value)} />;
    default: return <Input {...common} {...INPUT[field.type]} value={text} maxLength={field.maxLength} onChange={(e) => onChange(e.target.value)} />;
  }
}
