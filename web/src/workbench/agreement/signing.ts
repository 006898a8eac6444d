// Signing in the browser, and reading what `parley sign` prints. Keys made here are never stored and cannot be taken out.
import type { Schemas } from "../../api/client";

const hex = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

export type Signed = Pick<Schemas["NewSignature"], "sha256" | "public_key" | "signature">;

export const canSign = (): boolean => typeof crypto.subtle?.generateKey === "function";

// The hash is computed here from the bytes that are signed, never taken from the server.
export async function signInBrowser(text: ArrayBuffer): Promise<Signed> {
  const digest = await crypto.subtle.digest("SHA-256", text);
  const pair = (await crypto.subtle.generateKey({ name: "Ed25519" }, false, [
    "sign",
    "verify",
  ])) as CryptoKeyPair;
  const signature = await crypto.subtle.sign({ name: "Ed25519" }, pair.privateKey, digest);
  return {
    sha256: hex(digest),
    public_key: hex(await crypto.subtle.exportKey("raw", pair.publicKey)),
    signature: hex(signature),
  };
}

export async function hashOf(text: ArrayBuffer): Promise<string> {
  return hex(await crypto.subtle.digest("SHA-256", text));
}

// What `parley sign` prints, pasted whole or in part; null where something is missing.
export function readSigned(printed: string): Signed | null {
  const line = (name: RegExp, digits: number) =>
    new RegExp(`${name.source}[\\s:]+([0-9a-f]{${digits}})(?![0-9a-f])`, "i")
      .exec(printed)?.[1]
      ?.toLowerCase();
  const sha256 = line(/SHA-256/, 64);
  const public_key = line(/public key/, 64);
  const signature = line(/signature/, 128);
  return sha256 && public_key && signature ? { sha256, public_key, signature } : null;
}
