import assert from "node:assert/strict";
import { until } from "../until";
import { closeCode, nextMessage, response, TestStage, thrown } from "./test-stage";

interface Event {
    readonly requestContext: Readonly<Record<string, unknown>>;
    readonly body?: string;
    readonly isBase64Encoded: boolean;
}

describe("The messages of a WebSocket", () => {
    let stage: TestStage;
    afterEach(() => stage.close());

    async function started(...parameters: ConstructorParameters<typeof TestStage>): Promise<TestStage> {
        stage = new TestStage(...parameters);
        await stage.listen();
        return stage;
    }

    function events(): readonly Event[] {
        return stage.events as unknown as Event[];
    }

    it("go to the route that the selection expression names, else to $default", async () => {
        await started({ status: {}, $default: {} });
        const client = await stage.connected();
        const messages = ['{"action":"status"}', '{"action":"other"}', "no JSON", '{"action":"$connect"}', "[]"];
        for (const message of messages) client.send(message);
        client.send(Buffer.from([1, 2]));
        await until(() => stage.events.length === 6);
        const routes = new Map(events().map(({ body, requestContext }) => [body, requestContext.routeKey]));
        assert.deepEqual(
            messages.map((message) => routes.get(message)),
            ["status", "$default", "$default", "$default", "$default"],
        );
        assert.equal(events().find(({ isBase64Encoded }) => isBase64Encoded)?.body, "AQI=");
        const { requestContext } = events()[0] ?? assert.fail();
        assert.equal(requestContext.eventType, "MESSAGE");
        assert.equal(requestContext.messageId, requestContext.requestId);
    });

    it("have a response only on routes with one, whatever the status", async () => {
        await started({
            quiet: { result: response(200, "not sent") },
            status: { hasResponse: true, result: response(500, '{"ready":1}') },
        });
        const client = await stage.connected();
        client.send('{"action":"quiet"}');
        await until(() => stage.events.length === 1);
        client.send('{"action":"status"}');
        assert.equal(await nextMessage(client), '{"ready":1}');
    });

    it("go to the routes of the newest deployment", async () => {
        await started({ $default: {} });
        const client = await stage.connected();
        const invoke = async () => response(200, "new");
        stage.stage = { ...stage.stage, routes: { $default: { hasResponse: true, invoke } } };
        client.send("x");
        assert.equal(await nextMessage(client), "new");
    });

    const frames: readonly [what: string, routes: ConstructorParameters<typeof TestStage>[0], message: string][] = [
        ["without a route", {}, "Forbidden"],
        ["if the function fails", { $default: { result: thrown("oops") } }, "Internal server error"],
        ["over the throttle of the route", { $default: { throttle: { rate: 1, burst: 0 } } }, "Too Many Requests"],
    ];
    for (const [what, routes, message] of frames) {
        it(`are answered by an error frame ${what}, and the connection stays`, async () => {
            await started({ ...routes, $connect: {} });
            const client = await stage.connected();
            client.send("x");
            const connectionId = String(events()[0]?.requestContext.connectionId);
            const frame = await nextMessage(client);
            assert.match(
                frame,
                new RegExp(`^\\{"message": "${message}", "connectionId":"[\\w-]{15}=", "requestId":"[\\w-]{15}="\\}$`),
            );
            assert.equal(JSON.parse(frame).connectionId, connectionId);
            assert.equal(client.readyState, client.OPEN);
        });
    }

    it("may have 128 KB in frames of 32 KB; more ends the connection with 1009", async () => {
        await started({ $default: {}, $disconnect: {} });
        const client = await stage.connected();
        const frame = Buffer.alloc(32 * 1024, "a");
        for (let index = 0; index < 4; index++) client.send(frame, { fin: index === 3, binary: false });
        await until(() => stage.events.length === 1);
        assert.equal(events()[0]?.body?.length, 128 * 1024);
        client.send("a".repeat(32 * 1024 + 1));
        assert.equal(await closeCode(client), 1009);

        const second = await stage.connected();
        for (let index = 0; index < 5; index++) second.send(frame, { fin: index === 4, binary: false });
        assert.equal(await closeCode(second), 1009);
        await until(() => stage.events.length === 3);
        assert.deepEqual(
            events()
                .slice(1)
                .map(({ requestContext }) => requestContext.disconnectStatusCode),
            [1009, 1009],
        );
    });

    const ends: readonly [what: string, code: number, reason: string, end: (client: import("ws").WebSocket) => void][] =
        [
            ["without a code", 1005, "Client-side close frame status not set", (client) => client.close()],
            ["with a code", 4001, "bye", (client) => client.close(4001, "bye")],
            ["without a word", 1006, "Connection Closed Abnormally", (client) => client.terminate()],
            ["idle for 10 minutes", 1001, "Going away", () => stage.clock.move(600)],
        ];
    for (const [what, code, reason, end] of ends) {
        it(`end with $disconnect and ${code} for a client that goes ${what}`, async () => {
            await started({ $connect: {}, $disconnect: {} });
            const client = await stage.connected();
            end(client);
            await until(() => stage.events.length === 2);
            const [connect, disconnect] = events();
            assert.equal(disconnect?.requestContext.connectionId, connect?.requestContext.connectionId);
            assert.equal(disconnect?.requestContext.eventType, "DISCONNECT");
            assert.equal(disconnect?.requestContext.disconnectStatusCode, code);
            assert.equal(disconnect?.requestContext.disconnectReason, reason);
            assert.equal(stage.sockets.size, 0);
        });
    }

    it("end after two hours, however busy the connection is", async () => {
        await started({ $default: {}, $disconnect: {} });
        const client = await stage.connected();
        for (let count = 1; count < 13; count++) {
            stage.clock.move(599);
            client.send("x");
            await until(() => stage.events.length === count);
            assert.equal(client.readyState, client.OPEN);
        }
        stage.clock.move(12);
        assert.equal(await closeCode(client), 1001);
    });

    it("end with $disconnect for all clients when the server closes", async () => {
        await started({ $disconnect: { result: thrown("oops") } });
        await Promise.all([stage.connected(), stage.connected()]);
        await stage.sockets.close();
        assert.equal(stage.events.length, 2);
        assert.equal(stage.log.at(-1)?.error, "oops");
    });
});
