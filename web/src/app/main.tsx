import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@/styles/tokens.css';
import '@/styles/base.css';
import '@/styles/shell.css';
import '@/styles/ui.css';
import '@/styles/table.css';
import '@/styles/record.css';
import { startI18n } from '@/lib/i18n';
import { cspNonce, markStyles } from '@/lib/nonce';
import { applyStoredMode } from './appearance';
import { Root } from './Root';

const nonce = cspNonce();
if (nonce) markStyles(nonce);
applyStoredMode();
await startI18n();
const root = document.getElementById('root');
if (root) createRoot(root).render(<StrictMode><Root /></StrictMode>);
