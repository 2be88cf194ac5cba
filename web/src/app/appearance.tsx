import { App as AntApp, ConfigProvider } from 'antd';
import type { Locale } from 'antd/es/locale';
import dayjs from 'dayjs';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lang } from '@/lib/i18n';
import { cspNonce } from '@/lib/nonce';
import { load, save } from '@/lib/storage';
import { useMedia } from '@/lib/useMedia';
import { makeTheme } from './theme';

export type Mode = 'system' | 'light' | 'dark';

interface Appearance { mode: Mode; dark: boolean; setMode: (mode: Mode) => void }

const Context = createContext<Appearance>({ mode: 'system', dark: false, setMode: () => undefined });

export const useAppearance = () => useContext(Context);

/** Called before the first paint, so that a dark screen never flashes white. */
export function applyStoredMode(): void {
  const mode = load<Mode>('theme', 'system');
  const dark = mode === 'dark' || (mode === 'system' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}

const locales: Record<Lang, () => Promise<{ default: Locale }>> = {
  zh: () => Promise.all([import('antd/es/locale/zh_CN'), import('dayjs/locale/zh-cn')]).then(([m]) => m),
  en: () => import('antd/es/locale/en_US'),
};

const loaded: Partial<Record<Lang, Locale>> = {};

/** The words of pickers and tables. Awaited before the first paint: they wrap the whole tree, and coming later they would
 *  build every page anew and lose what was typed meanwhile. */
export async function loadLocale(lang: Lang): Promise<Locale> {
  const words = loaded[lang] ?? (await locales[lang]()).default;
  loaded[lang] = words;
  dayjs.locale(lang === 'zh' ? 'zh-cn' : 'en');
  return words;
}

export function AppearanceProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const [mode, setModeState] = useState<Mode>(() => load<Mode>('theme', 'system'));
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const still = useMedia('(prefers-reduced-motion: reduce)');
  const dark = mode === 'dark' || (mode === 'system' && systemDark);
  const lang = i18n.language.startsWith('en') ? 'en' : 'zh';
  const [locale, setLocale] = useState(loaded[lang]);

  useEffect(() => { document.documentElement.dataset.theme = dark ? 'dark' : 'light'; }, [dark]);
  useEffect(() => {
    let current = true;
    void loadLocale(lang).then((words) => { if (current) setLocale(words); });
    return () => { current = false; };
  }, [lang]);

  const theme = useMemo(() => makeTheme(dark, still), [dark, still]);
  const csp = useMemo(() => ({ nonce: cspNonce() }), []);
  const value = useMemo<Appearance>(() => ({ mode, dark, setMode: (m) => { save('theme', m); setModeState(m); } }), [mode, dark]);

  return (
    <Context.Provider value={value}>
      <ConfigProvider theme={theme} locale={locale} csp={csp} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
        <AntApp>{children}</AntApp>
      </ConfigProvider>
    </Context.Provider>
  );
}
