import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@/styles/tokens.css';
import '@/styles/base.css';
import '@/styles/shell.css';
import '@/styles/ui.css';
import '@/styles/table.css';
import '@/styles/record.css';
import { startI18n, storedLang } from '@/lib/i18n';
import { cspNonce, markStyles } from '@/lib/nonce';
import { applyStoredMode, loadLocale } from './appearance';
import { Root } from './Root';

const nonce = cspNonce();
if (nonce) markStyles(nonce);
applyStoredMode();
await Promise.all([startI18n(), loadLocale(storedLang())]);
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><Root /></StrictMode>);
