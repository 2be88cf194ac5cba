import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

type Reckon = (password: string, about: string[]) => number;

const TONES = ['red', 'red', 'amber', 'green', 'green'];

/** How hard a new password is to guess. The dictionaries (a chunk of their own) come when something is typed; until then nothing is said. */
export function PasswordMeter({ password, about }: { password: string; about: string[] }) {
  const { t } = useTranslation('account');
  const [reckon, setReckon] = useState<{ run: Reckon } | null>(null);
  const wanted = password !== '';
  useEffect(() => {
    if (!wanted || reckon) return;
    let here = true;
    void import('@/lib/strength').then((m) => { if (here) setReckon({ run: m.strength }); });
    return () => { here = false; };
  }, [wanted, reckon]);
  const score = wanted && reckon ? reckon.run(password, about) : null;
  return (
    <div className="pwm" data-score={score ?? ''}>
      <div className="pwm-bar" aria-hidden>{[1, 2, 3, 4].map((n) => <span key={n} className={score !== null && n <= Math.max(1, score) ? `on ${TONES[score]}` : ''} />)}</div>
      <p className="s12 t3" role="status">{score === null ? '' : t(`strength.${score}`)}</p>
    </div>
  );
}
