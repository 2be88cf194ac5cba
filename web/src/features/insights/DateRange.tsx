import { DatePicker } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';

const SHAPE = 'YYYY-MM-DD';

/** The calendar is a chunk of its own: most readers never open it. */
export default function DateRange({ from, to, onChange }: { from: string; to: string; onChange: (from: string, to: string) => void }) {
  const { t } = useTranslation('insights');
  return (
    <DatePicker.RangePicker
      size="small" allowClear={false} value={[from ? dayjs(from) : null, to ? dayjs(to) : null]} aria-label={t('period.custom')} format={SHAPE}
      onChange={(days) => { if (days?.[0] && days[1]) onChange(days[0].format(SHAPE), days[1].format(SHAPE)); }}
    />
  );
}
