import { checkedString, integer, list, object, string } from "../form";

const originForm = "* or an origin such as https://example.com";

// Browsers compare the whole string with their own form of an origin (fetch.spec.whatwg.org, CORS check).
const allowOrigin = checkedString(originForm, (value) => {
    if (value === "*") return undefined;
    if (!/^https?:\/\/[^\s'"]+$/.test(value)) return originForm;
    if (value.includes("*")) return "* or one whole origin, as browsers know no wildcard inside an origin";
    const origin = originOf(value);
    return origin === value ? undefined : `${origin ? `"${origin}"` : "an origin"}, the form in which browsers send it`;
});

/** CORS: `gatehouse:gateway.cors`. */
export const cors = object({
    allowOrigin: allowOrigin.describe("Origin that browsers may call from: `*` or one origin."),
    allowHeaders: list("a list of header names", string("a header name", /^[A-Za-z0-9-]+$/))
        .refine((names) => names.some((name) => name.toLowerCase() === "x-api-key"), {
            error: "a list with X-Api-Key, without which no browser can send the key that every call needs",
        })
        .default(["Content-Type", "X-Api-Key"])
        .describe("Request headers that browsers may send; `X-Api-Key` must be one of them."),
    maxAgeSeconds: integer("an integer from 0 to 86400", 0, 86400)
        .default(600)
        .describe("Seconds for which a browser caches the response to a preflight request."),
});

function originOf(text: string): string | undefined {
    try {
        return new URL(text).origin;
    } catch {
        return undefined;
    }
}
