import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { ProviderMark } from '@/ui/ProviderMark';
import type { SignInProvider } from '../session';

interface Props { providers: SignInProvider[]; remember: boolean; first: boolean; disabled: boolean; onFail: (words: string) => void }

/** One button for each party whose word is taken here. */
export function SsoButtons({ providers, remember, first, disabled, onFail }: Props) {
  const { t, i18n } = useTranslation();
  const [going, setGoing] = useState('');
  const go = async (code: string) => {
    setGoing(code);
    onFail('');
    try {
      const { url } = await api.post<{ url: string }>(`/sso/${code}/start`, { remember });
      window.location.assign(url);
    } catch (error) {
      onFail(Problem.from(error).detail || t('auth.failed'));
      setGoing('');
    }
  };
  return (
    <div className="col g8">
      {providers.map((p, place) => (
        <Button key={p.code} size="large" block type={first && place === 0 ? 'primary' : 'default'} loading={going === p.code} disabled={disabled || (going !== '' && going !== p.code)} icon={<ProviderMark kind={p.kind} />} onClick={() => void go(p.code)}>
          {t('auth.by', { name: i18n.language.startsWith('en') ? p.en : p.zh })}
        </Button>
      ))}
    </div>
  );
}
