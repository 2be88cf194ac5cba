import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { isDate } from '@/lib/dates';

interface Props { id: string; value: string; onChange: (value: string) => void; onBlur: () => void; disabled?: boolean; placeholder?: string; invalid: boolean; describedBy?: string }

/** A chunk of its own: the calendar is as heavy as the rest of the form together. */
export default function DateControl({ id, value, onChange, onBlur, disabled, placeholder, invalid, describedBy }: Props) {
  return (
    <DatePicker
      id={id} value={isDate(value) ? dayjs(value) : null} onChange={(d) => onChange(d ? d.format('YYYY-MM-DD') : '')} onBlur={onBlur} disabled={disabled} placeholder={placeholder ?? '2026-11-18'}
      status={invalid ? 'error' : undefined} aria-invalid={invalid} aria-describedby={describedBy} style={{ width: 180 }}
    />
  );
}
