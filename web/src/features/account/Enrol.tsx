import { Button } from 'antd';
import { KeyRound, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { passkeysHere } from '@/lib/passkeys';
import { PasskeySetup } from './PasskeySetup';
import { RecoveryCodes } from './RecoveryCodes';
import { TotpSetup } from './TotpSetup';
import { useSecurity } from './api';

/** The first second factor, chosen and set up; then the recovery codes, then on. */
export function Enrol({ onDone }: { onDone: () => Promise<void> }) {
  const { t } = useTranslation('account');
  const security = useSecurity();
  const [way, setWay] = useState<'totp' | 'passkey' | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const made = (given: string[]) => (given.length > 0 ? setCodes(given) : void onDone());
  if (codes) return <RecoveryCodes codes={codes} verb={t('codes.go_on')} onDone={onDone} />;
  if (way === 'totp') return <TotpSetup onDone={made} onCancel={() => setWay(null)} />;
  if (way === 'passkey') return <PasskeySetup onDone={made} onCancel={() => setWay(null)} />;
  const keys = Boolean(security.data?.takes_passkeys) && passkeysHere();
  return (
    <div className="col g8">
      <Button size="large" block icon={<Smartphone size={16} />} onClick={() => setWay('totp')}>{t('totp.add')}</Button>
      {keys && <Button size="large" block icon={<KeyRound size={16} />} onClick={() => setWay('passkey')}>{t('passkey.add')}</Button>}
    </div>
  );
}
