import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { figure, isAmount, yuan } from '@/lib/money';
import { parseAmount } from './plan';

interface Props { id?: string; value: unknown; onChange: (value: string) => void; onBlur?: () => void; invalid?: boolean; describedBy?: string; label?: string; bare?: boolean; disabled?: boolean }

/**
 * Yuan, or with its unit: 415万, 1.2亿. At rest it stands with separators; beside it the same in 万.
 * Its text is left alone on focus: a text that changes under the caret loses its selection, and what is typed is then added to the old amount.
 */
export function AmountInput({ id, value, onChange, onBlur, invalid, describedBy, label, bare, disabled }: Props) {
  const { t, i18n } = useTranslation();
  const [typing, setTyping] = useState<string | null>(null);
  const text = String(value ?? '');
  const known = parseAmount(typing ?? text);
  const shown = typing ?? (isAmount(text) ? yuan(text).replace('−', '-') : text);
  const said = known ? figure(known, i18n.language) : null;
  const input = (
    <Input
      id={id} prefix={bare ? undefined : '¥'} inputMode="text" autoComplete="off" className="num" value={shown} status={invalid ? 'error' : undefined} aria-invalid={invalid} aria-describedby={describedBy} aria-label={label} disabled={disabled}
      onChange={(e) => { setTyping(e.target.value); onChange(parseAmount(e.target.value) ?? e.target.value.trim()); }}
      onBlur={() => { setTyping(null); onBlur?.(); }}
    />
  );
  if (bare) return input;
  return <span className="amount">{input}{said && said.unit !== 'k' && <span className="s13 t2 num">{t(`money.${said.unit}`, { value: said.value })}</span>}</span>;
}
