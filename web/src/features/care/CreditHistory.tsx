import { useTranslation } from 'react-i18next';
import { DateText, Grade, Section } from '@/ui';
import type { Credit } from './credit';

/** Every change of the grade, with the version it was computed by or the person who set it. */
export function CreditHistory({ rows }: { rows: Credit['history'] }) {
  const { t } = useTranslation('care');
  if (rows.length === 0) return null;
  return (
    <Section title={t('history.title')}>
      <ol className="ca-history">
        {rows.map((h) => (
          <li key={h.id}>
            <span className="row g8"><Grade value={h.before} /><span className="t3" aria-hidden>→</span><Grade value={h.grade} /><span className="sp" /><span className="s12 t3"><DateText value={h.at} as="stamp" /></span></span>
            <span className="s13 t2">{h.kind === 'computed' ? t('history.computed', { no: h.rule_no, points: h.points }) : t(`history.${h.kind}`, { name: h.by_name })}{h.reason && ` · ${h.reason}`}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
