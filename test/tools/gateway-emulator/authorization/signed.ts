import { SignatureV4 } from "@smithy/signature-v4";
import type { LocalCredentials } from "../../../../tools/gateway-emulator/authorization/local-credentials";
import { Sha256 } from "../../sha256";
import { region } from "./authorized-api";

/** A call to be signed. */
export interface Unsigned {
    readonly method?: string;
    /** Encoded path without a query. */
    readonly path: string;
    readonly query?: Readonly<Record<string, string | string[]>>;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly at: number;
    readonly region?: string;
    readonly service?: string;
}

const host = "localhost:8080";

function signer(credentials: LocalCredentials, { region: other, service = "execute-api" }: Unsigned): SignatureV4 {
    return new SignatureV4({ credentials, region: other ?? region, service, sha256: Sha256 });
}

function requestOf({ method = "GET", path, query = {}, headers = {}, body = "" }: Unsigned) {
    return { protocol: "http:", hostname: host, method, path, query, headers: { host, ...headers }, body };
}

/** Signs a call in its headers as AWS's SDK does. */
export async function signed(credentials: LocalCredentials, call: Unsigned): Promise<Record<string, string>> {
    const made = await signer(credentials, call).sign(requestOf(call), { signingDate: new Date(call.at) });
    return made.headers;
}

/** Signs a call in its query as AWS's SDK does, and returns the URL. */
export async function presigned(credentials: LocalCredentials, call: Unsigned, expiresIn: number): Promise<string> {
    const options = { signingDate: new Date(call.at), expiresIn };
    const { path, query = {} } = await signer(credentials, call).presign(requestOf(call), options);
    return urlOf(path, query);
}

/** The URL of a path and a query, encoded as the SDK sends it. */
export function urlOf(path: string, query: Readonly<Record<string, string | string[] | null>>): string {
    const pairs = Object.entries(query).flatMap(([name, value]) =>
        [value ?? ""].flat().map((each) => `${encoded(name)}=${encoded(each)}`),
    );
    return pairs.length === 0 ? path : `${path}?${pairs.join("&")}`;
}

function encoded(text: string): string {
    return encodeURIComponent(text).replaceAll(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
