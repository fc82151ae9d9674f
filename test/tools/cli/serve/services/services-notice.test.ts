import assert from "node:assert/strict";
import { servicesNotice } from "../../../../../tools/cli/serve/services/services-notice";
import { operation, sampleApi } from "../../../gateway-emulator/sample-api";

const origin = "http://127.0.0.1:8080";
const url = "ws://127.0.0.1:8080/~local/websocket/photos/Test";

describe("the introduction of a stack's services", () => {
    it("has a command that connects to the WebSocket API, with the key where the API reads it", () => {
        const notice = (readsSubprotocol: boolean) =>
            servicesNotice(sampleApi(), origin, { webSocketPlaces: [{ url, readsSubprotocol }], readQueues: [] });
        const title = "Listen to the WebSocket API:\n  npx wscat";
        assert.equal(notice(false), `${title} -H 'x-api-key: key-of-web' -c ${url}`);
        assert.equal(notice(true), `${title} -s gatehouse -s key.a2V5LW9mLXdlYg -c ${url}`);
    });

    it("has commands that upload a photo, if the API takes one, and the queues that are read", () => {
        const api = sampleApi({ operations: [operation("POST", "/photos"), operation("POST", "/photos/uploads")] });
        const notice = servicesNotice(api, origin, { webSocketPlaces: [], readQueues: ["uploads"] });
        assert.match(notice ?? "", /^ {2}curl .*--data-binary @photo.jpg http:\/\/127.0.0.1:8080\/Test\/photos$/m);
        assert.match(notice ?? "", /^Functions get the messages of uploads; /m);
    });

    it("has the path of the stage below the distribution", () => {
        const api = sampleApi({ operations: [operation("POST", "/photos"), operation("POST", "/photos/uploads")] });
        const notice = servicesNotice(api, origin, { webSocketPlaces: [], readQueues: [] }, { Test: "/api" });
        assert.match(
            notice ?? "",
            /@photo.jpg http:\/\/127.0.0.1:8080\/api\/photos\n.* http:\/\/127.0.0.1:8080\/api\/photos\/all\n.*\n.* http:\/\/127.0.0.1:8080\/api\/photos\/uploads \|/,
        );
    });

    it("has an empty line between its parts", () => {
        const api = sampleApi({ operations: [operation("POST", "/photos"), operation("POST", "/photos/uploads")] });
        const webSocketPlaces = [{ url, readsSubprotocol: false }];
        const parts = servicesNotice(api, origin, { webSocketPlaces, readQueues: ["uploads"] })?.split("\n\n") ?? [];
        assert.deepEqual(
            parts.map((part) => part.split(/[ :]/, 1)[0]),
            ["Listen", "Upload", "Functions"],
        );
    });

    it("is absent without services", () => {
        assert.equal(servicesNotice(sampleApi(), origin, { webSocketPlaces: [], readQueues: [] }), undefined);
    });
});
