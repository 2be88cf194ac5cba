import './roles.css';
import { useTranslation } from 'react-i18next';
import type { Why } from './api';

/** Why somebody sees a record or not, as the server says it. */
export function Reasons({ told, last = false }: { told: Why; /** The sentence speaks of the steps above it. */ last?: boolean }) {
  const { t } = useTranslation('roles');
  return (
    <div className="why-told" role="status">
      {!last && told.sentence && <p className="w6">{told.title ? `${told.title}：` : ''}{told.sentence}</p>}
      <ul>{told.steps.map((s) => <li key={s} className="t2">{s}</li>)}</ul>
      {last && told.sentence && <p className="t2">{told.sentence}</p>}
      {told.fields.length > 0 && <p className="t2">{t('rights.fields')}{told.fields.map((f) => `${f.label}（${t(`mode.${f.mode}`)}）`).join('、')}</p>}
    </div>
  );
}
