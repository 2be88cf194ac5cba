/** The server writes the nonce into index.html; under Vite the placeholder stands and means none. */
export function cspNonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]');
  const nonce = meta?.nonce || meta?.getAttribute('nonce') || '';
  return nonce && !nonce.startsWith('__') ? nonce : undefined;
}

/**
 * Libraries that write a <style> without asking for a nonce (the scroll lock of antd's dialogs, the Gantt) would be blocked by the
 * page's policy. Only scripts of ours run at all, so a style element they make is ours too.
 */
export function markStyles(nonce: string): void {
  const create = document.createElement.bind(document);
  document.createElement = ((name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  }) as typeof document.createElement;
}
