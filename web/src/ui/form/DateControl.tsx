import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { isDate } from '@/lib/dates';

interface Props { id: string; value: string; onChange: (value: string) => void; onBlur: () => void; disabled?: boolean; placeholder?: string; invalid: boolean; describedBy?: string }

/** The first is how a date is shown; the others are read too. */
const WRITTEN = ['YYYY-MM-DD', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD'];

/** A chunk of its own: the calendar is as heavy as the rest of the form together. Enter takes the typed date; it does not send the form. */
export default function DateControl({ id, value, onChange, onBlur, disabled, placeholder, invalid, describedBy }: Props) {
  const { t } = useTranslation();
  return (
    <DatePicker
      id={id} value={isDate(value) ? dayjs(value) : null} onChange={(d) => onChange(d ? d.format('YYYY-MM-DD') : '')} onBlur={onBlur} disabled={disabled} placeholder={placeholder ?? t('form.date_form')} format={WRITTEN}
      onKeyDown={(e) => { if (e.key === 'Enter') e.preventDefault(); }} status={invalid ? 'error' : undefined} aria-invalid={invalid} aria-describedby={describedBy} style={{ width: 180 }}
    />
  );
}
