import { useTranslation } from 'react-i18next';
import { figure, isAmount, scaled, toFen, yuan } from '@/lib/money';

export type MoneyTone = 'red' | 'amber' | 'green' | 't2' | 'w6';

const Nothing = () => <span className="t3">—</span>;

/** In columns: 万元 (thousands in English), the unit stands in the header; the exact amount is in the title. */
export function Money({ value, tone, zero = false }: { value: string | null | undefined; tone?: MoneyTone; zero?: boolean }) {
  const { i18n } = useTranslation();
  if (value === null || value === undefined || !isAmount(value)) return <Nothing />;
  if (!zero && toFen(value) === 0n) return <span className="num t3">0</span>;
  return <span className={`num ${tone ?? ''}`} title={`¥${yuan(value)}`}>{scaled(value, i18n.language)}</span>;
}

/** In sentences, facts and footers: 415.00 万, 2.61 亿. */
export function MoneyFigure({ value, tone }: { value: string | null | undefined; tone?: MoneyTone }) {
  const { t, i18n } = useTranslation();
  if (value === null || value === undefined || !isAmount(value)) return <Nothing />;
  // Nothing overdue is no alarm.
  if (toFen(value) === 0n) return <span className="num">0</span>;
  const f = figure(value, i18n.language);
  return <span className={`num ${tone ?? ''}`} title={`¥${yuan(value)}`}>{t(`money.${f.unit}`, { value: f.value })}</span>;
}

/** In forms, receipts and the client's window: ¥4,150,000.00. */
export function MoneyExact({ value, tone }: { value: string | null | undefined; tone?: MoneyTone }) {
  if (value === null || value === undefined || !isAmount(value)) return <Nothing />;
  const text = yuan(value);
  return <span className={`num ${tone ?? ''}`}>{text.startsWith('−') ? `−¥${text.slice(1)}` : `¥${text}`}</span>;
}
