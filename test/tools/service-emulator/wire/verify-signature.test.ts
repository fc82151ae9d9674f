import { SignatureV4 } from "@smithy/signature-v4";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { percentEncoded } from "../../../../tools/service-emulator/wire/canonical-request";
import { type Expectation, verifySignature } from "../../../../tools/service-emulator/wire/verify-signature";
import { isThorough } from "../../../test-size";
import { Sha256 } from "../../sha256";
import { credentials, region, TestCaller } from "../local-services";

const now = Date.UTC(2026, 10, 30, 12);
const caller = new TestCaller();
const find: Expectation["find"] = (id) =>
    id === credentials.accessKeyId ? { caller, secretAccessKey: credentials.secretAccessKey } : undefined;

interface Call {
    readonly service: string;
    /** Decoded parts of the path. */
    readonly path: readonly string[];
    readonly query: Readonly<Record<string, string>>;
    readonly body: string;
}

const texts = fc.string({ unit: fc.constantFrom("a", "Z", "~", "+", " ", "/", "%", "*", "!", "'", "ä", "\u{1f600}", "=", "&") });
const calls: fc.Arbitrary<Call> = fc.record({
    service: fc.constantFrom("s3", "sqs", "sns", "states", "execute-api"),
    path: fc.array(texts.filter((text) => text !== ""), { maxLength: 3 }),
    query: fc.dictionary(texts.filter((text) => text !== ""), texts, { maxKeys: 3 }),
    body: fc.string(),
});

async function sign({ service, path, query, body }: Call, isInQuery: boolean) {
    const isS3 = service === "s3";
    const signer = new SignatureV4({ credentials, region, service, sha256: Sha256, uriEscapePath: !isS3 });
    const sent = `/~local/aws/${service}/${path.map(percentEncoded).join("/")}`;
    const host = "127.0.0.1:8080";
    const payloadHash = createHash("sha256").update(body).digest("hex");
    const headers = { host, "x-amz-content-sha256": payloadHash, "x-custom": "  a   b " };
    const request = { protocol: "http:", hostname: "127.0.0.1", method: "POST", path: sent, query, headers, body };
    const signingDate = new Date(now);
    const signed = isInQuery
        ? await signer.presign(request, { signingDate, expiresIn: 60 })
        : await signer.sign(request, { signingDate });
    const pairs = Object.entries(signed.query ?? {}).map(
        ([name, value]) => `${percentEncoded(name)}=${percentEncoded(String(value))}`,
    );
    return { method: "POST", url: `${sent}?${pairs.join("&")}`, headers: signed.headers, payloadHash };
}

const verify = (request: Awaited<ReturnType<typeof sign>>, service: string, time = now) =>
    verifySignature(request, { find, service, region, now: time, payloadHash: request.payloadHash }).kind;

describe("The signature of a request", () => {
    it("is that of the SDK's signer, in the header and in the query, and of nothing else", async () => {
        const property = fc.asyncProperty(calls, fc.boolean(), async (call, isInQuery) => {
            const request = await sign(call, isInQuery);
            assert.equal(verify(request, call.service), "verified");
            assert.equal(verify({ ...request, url: `${request.url}&more=1` }, call.service), "mismatch");
            assert.equal(verify({ ...request, url: request.url.replace("/aws/", "/azz/") }, call.service), "mismatch");
            assert.equal(verify({ ...request, method: "PUT" }, call.service), "mismatch");
            assert.equal(verify({ ...request, payloadHash: "UNSIGNED-PAYLOAD" }, call.service), "mismatch");
            const headers = { ...request.headers, "x-custom": "a c" };
            assert.equal(verify({ ...request, headers }, call.service), "mismatch");
        });
        await fc.assert(property, { seed: 20, numRuns: isThorough ? 2000 : 100 });
    });

    it("is valid for one service, and for its time", async () => {
        const call = { service: "sqs", path: [], query: {}, body: "{}" };
        const [inHeader, inQuery] = [await sign(call, false), await sign(call, true)];
        assert.equal(verify(inHeader, "sns"), "wrong-scope");
        for (const [minutes, kind] of [[14, "verified"], [16, "skewed"], [-16, "skewed"]] as const)
            assert.equal(verify(inHeader, "sqs", now + minutes * 60_000), kind);
        assert.equal(verify(inQuery, "sqs", now + 60_000), "verified");
        assert.equal(verify(inQuery, "sqs", now + 61_000), "expired");
    });

    it("is malformed without one of its parts", async () => {
        const { url, headers, ...rest } = await sign({ service: "s3", path: ["k"], query: {}, body: "" }, false);
        const { authorization = "" } = headers;
        assert.equal(verify({ ...rest, url, headers: {} }, "s3"), "unsigned");
        for (const [part, other] of [["Credential=", "C="], ["Signature=", "S="], ["HMAC-SHA256", "X"], ["host;", ""]] as const) {
            const changed = { ...headers, authorization: authorization.replace(part, other) };
            assert.equal(verify({ ...rest, url, headers: changed }, "s3"), "malformed", part);
        }
    });
});
