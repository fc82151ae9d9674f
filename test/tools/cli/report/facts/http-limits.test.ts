import assert from "node:assert/strict";
import { checkedAndEnded, resource } from "../events";
import { httpStack, keyEvents } from "../http-stack";
import { reportOf } from "../sample";

const limitsOf = (events: Parameters<typeof reportOf>[0]) =>
    reportOf([...events, ...checkedAndEnded]).limits.map(
        ({ subject, limit, value }) => `${subject}: ${limit} ${value}`,
    );

describe("The limits of an HTTP API", () => {
    it("are its throttles, its clients, and what AWS allows", () => {
        assert.deepEqual(limitsOf(httpStack(keyEvents)), [
            "HTTP API x-http, every route: requests a second 500",
            "HTTP API x-http, every route: burst 100",
            "HTTP API x-http, GET /api/books: requests a second 5",
            "HTTP API x-http, GET /api/books: burst 1",
            "HTTP API x-http, GET /api/books/{p1} (getBook): requests a second 9",
            "HTTP API x-http, GET /api/books/{p1} (getBook): burst 2",
            "HTTP API x-http: routes 2 of 300",
            "HTTP API x-http: wait for a response 30 s",
            "HTTP API x-http: size of a request or response 10 MB",
            "client app: API key of the HTTP API enabled",
            "account and region: VPC links V2 1 of 10",
        ]);
    });

    it("are not those of a WebSocket API", () => {
        const socket = resource("aws:apigatewayv2/api:Api", "photos", { inputs: { protocolType: "WEBSOCKET" } });
        assert.deepEqual(limitsOf([socket]), []);
    });
});
