import i18n, { type ReadCallback } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { setApiLanguage } from '@/api/client';
import { load, save } from './storage';

export type Lang = 'zh' | 'en';

const files = import.meta.glob<{ default: Record<string, unknown> }>('../locales/*/*.json');

/** Each namespace is one small file, fetched when a page first needs it. */
const backend = {
  type: 'backend' as const,
  init() {},
  read(lang: string, ns: string, done: ReadCallback) {
    const file = files[`../locales/${lang}/${ns}.json`];
    if (!file) return done(new Error(`no words for ${ns} in ${lang}`), false);
    file().then((m) => done(null, m.default), (e: Error) => done(e, false));
  },
};

export function storedLang(): Lang {
  return load<Lang>('lang', 'zh') === 'en' ? 'en' : 'zh';
}

function announce(lang: string): void {
  document.documentElement.lang = lang === 'en' ? 'en' : 'zh-CN';
  setApiLanguage(lang);
}

export async function startI18n(): Promise<void> {
  i18n.on('languageChanged', announce);
  await i18n.use(backend).use(initReactI18next).init({
    lng: storedLang(),
    fallbackLng: false,
    supportedLngs: ['zh', 'en'],
    ns: ['common', 'nav'],
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    returnNull: false,
    react: { useSuspense: true },
  });
}

export async function setLang(lang: Lang): Promise<void> {
  save('lang', lang);
  await i18n.changeLanguage(lang);
}

export { i18n };
