import { toast } from './toast';

/** To the clipboard; where the browser keeps it closed, `failed` says what to do instead. */
export function copyText(text: string, copied: string, failed: string): void {
  void navigator.clipboard.writeText(text).then(() => toast(copied), () => toast({ text: failed, tone: 'bad' }));
}
