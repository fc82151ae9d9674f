import assert from "node:assert/strict";
import { LocalGateway } from "../../../../../tools/cli/serve/local-gateway";
import { Tally } from "../../../../../tools/cli/serve/responder";
import type { HttpServed } from "../../../../../tools/http-emulator/finished";
import { route, sampleHttpApi } from "../../../http-emulator/sample-http-api";

const issuer = "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Pool1";
const jwt = {
    type: "JWT" as const,
    id: "jwt1",
    name: "users",
    identitySource: "$request.header.Authorization",
    issuer,
    audiences: ["client1"],
};

describe("tokens of a stack's user pool at its HTTP API", () => {
    const authorizers = [jwt, { ...jwt, id: "jwt2", issuer: "https://login.example.com" }];
    const routes = authorizers.map((authorizer, index) =>
        route(`GET /api/books/${index}`, { authorizer, scopes: index === 0 ? ["books/read"] : [] }),
    );
    const backends = [{ api: "books", origin: "http://127.0.0.1:1" }];
    const gateway = new LocalGateway({ projectFolder: "/none", explains: true, log: assert.fail, backends });
    before(() => gateway.publish({ http: sampleHttpApi({ routes, targets: {} }) }, new AbortController().signal));
    after(() => gateway.close());

    const send = async (method: string, url: string, headers: [string, string][] = [], body = "") => {
        const served = await gateway.serve({ method, url, headers, body: Buffer.from(body), sourceIp: "192.0.2.1" });
        assert.ok(served);
        const { status, headers: sent, body: text } = served.response;
        return { status, text: text.toString(), reason: sent.find(([name]) => name === "x-local-reason")?.[1] };
    };

    it("are issued as the notice says, and pass its authorizer", async () => {
        const notice = gateway.callers.notice("http://127.0.0.1:8080") ?? "";
        const command = /^Tokens of the local user pool: curl (.*) http:\S+(\/~local\/tokens)$/.exec(notice);
        assert.ok(command, notice);
        const [, options = "", path = ""] = command;
        assert.equal(options, "-d username=ada -d client_id=client1 -d scope=books/read");
        const { text } = await send("POST", path, [], options.replaceAll("-d ", "").replaceAll(" ", "&"));
        const authorization: [string, string] = ["Authorization", `Bearer ${JSON.parse(text).access_token}`];
        // The load balancer, as no task of the stack is behind it.
        assert.equal((await send("GET", "/api/books/0", [authorization])).status, 503);
        const { status, reason } = await send("GET", "/api/books/1", [authorization]);
        assert.equal(status, 401);
        assert.match(
            reason ?? "",
            /login\.example\.com\/.* is of no user pool of the stack, and this command calls no other/,
        );
        assert.equal((await send("GET", "/api/books/0")).status, 401);
    });
});

describe("the status line", () => {
    const response = (status: number) => ({ status, headers: [], body: Buffer.alloc(0) });

    it("counts calls over a limit at either API: those of the gateway, and those of the function that checks keys", () => {
        const tally = new Tally();
        const served: HttpServed[] = [
            { response: response(200), cache: "hit" },
            { response: response(429), cache: "off", errorType: "THROTTLED" },
            { response: response(429), cache: "off", errorType: "QUOTA_EXCEEDED" },
            { response: response(403), cache: "off", errorType: "ACCESS_DENIED", reason: "rate exceeded" },
            { response: response(403), cache: "off", errorType: "ACCESS_DENIED", reason: "quota exceeded" },
            { response: response(403), cache: "off", errorType: "ACCESS_DENIED", reason: "unknown key" },
            { response: response(503), cache: "off", errorType: "INTEGRATION_FAILURE" },
        ];
        for (const each of served) tally.add(each);
        assert.equal(tally.line(), "7 requests · 1 from the cache · 4 throttled · 1 failed");
    });
});
