// A signature as somebody makes it outside the browser: with a key that the server never sees.
import { generateKeyPairSync, sign } from "node:crypto";

export function signature(sha256: string) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  return {
    sha256,
    public_key: publicKey.export({ format: "der", type: "spki" }).subarray(-32).toString("hex"),
    signature: sign(null, Buffer.from(sha256, "hex"), privateKey).toString("hex"),
    made: "offline",
  };
}
