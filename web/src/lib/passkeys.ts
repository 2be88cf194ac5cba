import { api } from '@/api/client';
import { Problem } from '@/api/problem';

const toBytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const toText = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

interface Described { id: string; type: PublicKeyCredentialType; transports?: AuthenticatorTransport[] }
interface RequestJson { challenge: string; rpId?: string; timeout?: number; userVerification?: UserVerificationRequirement; allowCredentials?: Described[] }
interface CreationJson {
  challenge: string; rp: PublicKeyCredentialRpEntity; user: { id: string; name: string; displayName: string }; pubKeyCredParams: PublicKeyCredentialParameters[];
  timeout?: number; excludeCredentials?: Described[]; authenticatorSelection?: AuthenticatorSelectionCriteria; attestation?: AttestationConveyancePreference;
}
interface Question<T> { challenge_id: string; options: T }
export interface PasskeyAnswer { challenge_id: string; credential: Record<string, unknown> }

const described = (all: Described[] | undefined) => all?.map((c) => ({ ...c, id: toBytes(c.id) }));

export const passkeysHere = (): boolean => typeof window.PublicKeyCredential === 'function' && window.isSecureContext;

/** The browser's own refusals in words: the person closed its dialog, or no passkey fits. */
function refused(error: unknown): Problem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'InvalidStateError') return new Problem({ code: 'passkey_known', status: 422 });
  if (name === 'NotAllowedError' || name === 'AbortError') return new Problem({ code: 'passkey_cancelled', status: 422 });
  return Problem.from(error);
}

async function ask(run: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const made = await run();
    if (made instanceof PublicKeyCredential) return made;
  } catch (error) {
    throw refused(error);
  }
  throw new Problem({ code: 'passkey_cancelled', status: 422 });
}

function outer(made: PublicKeyCredential, response: Record<string, unknown>): Record<string, unknown> {
  return { id: made.id, rawId: toText(made.rawId), type: made.type, authenticatorAttachment: made.authenticatorAttachment, clientExtensionResults: {}, response };
}

/** Puts the server's question to the passkeys of this browser; the answer is sent by the caller. */
export async function askPasskey(path: string): Promise<PasskeyAnswer> {
  const { challenge_id, options: o } = await api.post<Question<RequestJson>>(path);
  const publicKey = { ...o, challenge: toBytes(o.challenge), allowCredentials: described(o.allowCredentials) };
  const made = await ask(() => navigator.credentials.get({ publicKey }));
  const r = made.response as AuthenticatorAssertionResponse;
  const response = { clientDataJSON: toText(r.clientDataJSON), authenticatorData: toText(r.authenticatorData), signature: toText(r.signature), ...(r.userHandle ? { userHandle: toText(r.userHandle) } : {}) };
  return { challenge_id, credential: outer(made, response) };
}

export async function makePasskey(): Promise<PasskeyAnswer> {
  const { challenge_id, options: o } = await api.post<Question<CreationJson>>('/me/passkeys/options');
  const publicKey = { ...o, challenge: toBytes(o.challenge), user: { ...o.user, id: toBytes(o.user.id) }, excludeCredentials: described(o.excludeCredentials) };
  const made = await ask(() => navigator.credentials.create({ publicKey }));
  const r = made.response as AuthenticatorAttestationResponse;
  return { challenge_id, credential: outer(made, { clientDataJSON: toText(r.clientDataJSON), attestationObject: toText(r.attestationObject) }) };
}
