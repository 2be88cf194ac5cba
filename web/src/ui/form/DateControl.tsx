import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import customParse from 'dayjs/plugin/customParseFormat';
import { useRef, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { isDate } from '@/lib/dates';

interface Props { id: string; value: string; onChange: (value: string) => void; onBlur: () => void; disabled?: boolean; placeholder?: string; invalid: boolean; describedBy?: string }

/** The first is how a date is shown; the others are read too. */
const WRITTEN = ['YYYY-MM-DD', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD'];

dayjs.extend(customParse);

/** What was typed as a day, if it is one. */
function read(typed: string | undefined): string {
  const day = typed ? dayjs(typed.trim(), WRITTEN, true) : null;
  return day?.isValid() ? day.format('YYYY-MM-DD') : '';
}

/** A chunk of its own: the calendar is as heavy as the rest of the form together. Enter takes the typed date; it does not send the form. */
export default function DateControl({ id, value, onChange, onBlur, disabled, placeholder, invalid, describedBy }: Props) {
  const { t } = useTranslation();
  const typed = useRef<string>(undefined);
  // The picker forgets what was typed when the field is left before its panel has opened; a typed date is never lost.
  const leave = () => {
    const day = read(typed.current);
    typed.current = undefined;
    if (day && day !== value) onChange(day);
    onBlur();
  };
  return (
    <span onInput={(e: FormEvent) => { typed.current = (e.target as HTMLInputElement).value; }}>
    <DatePicker
      id={id} value={isDate(value) ? dayjs(value) : null} onChange={(d) => { typed.current = undefined; onChange(d ? d.format('YYYY-MM-DD') : ''); }} onBlur={leave} disabled={disabled} placeholder={placeholder ?? t('form.date_form')} format={WRITTEN}
      onKeyDown={(e) => { if (e.key === 'Enter') e.preventDefault(); }} status={invalid ? 'error' : undefined} aria-invalid={invalid} aria-describedby={describedBy} style={{ width: 180 }}
    />
    </span>
  );
}
