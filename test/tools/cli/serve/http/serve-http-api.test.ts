import assert from "node:assert/strict";
import type { Server } from "node:http";
import { projectFolder } from "../../../../../tools/cli/project/project";
import { servableStack } from "../../../../../tools/cli/serve/bring-up";
import { greeting } from "../../../../../tools/cli/serve/greeting";
import { listen } from "../../../../../tools/cli/serve/listen";
import { LocalGateway } from "../../../../../tools/cli/serve/local-gateway";
import { servicesDoor } from "../../../../../tools/cli/serve/services/services-door";
import { createGatewayServer } from "../../../../../tools/gateway-emulator/http/http-server";
import { childApps } from "../child-apps";
import { httpStack, type SampleClient } from "./http-stack";

const never = new AbortController().signal;
const keyOf = (letter: string) => letter.repeat(40);
const web = { key: keyOf("w") };

describe("the HTTP API of a stack on this machine, with its own servers", function () {
    this.timeout(60_000);

    const lines: string[] = [];
    let gateway: LocalGateway;
    let server: Server;
    let origin = "";
    beforeEach(async () => {
        lines.length = 0;
        gateway = new LocalGateway({ projectFolder, explains: true, log: (line) => lines.push(line) });
        server = createGatewayServer(
            async (request) => (await gateway.serve(request))?.response ?? assert.fail("nothing is served"),
            (error) => assert.fail(String(error)),
            undefined,
            servicesDoor("127.0.0.1", gateway.services.handler),
        );
        origin = await listen(server, { host: "127.0.0.1", port: 0 });
        gateway.services.listensOn(origin);
    });
    afterEach(async () => {
        server.close();
        server.closeAllConnections();
        await gateway.close();
        assert.deepEqual(childApps(), []);
    });

    const publish = async (clients?: Readonly<Record<string, SampleClient>>) => {
        const servable = servableStack(await httpStack(clients));
        await gateway.publish(servable, never);
        return servable;
    };
    const get = async (path: string, key?: string) => {
        const response = await fetch(`${origin}${path}`, key === undefined ? {} : { headers: { "x-api-key": key } });
        return [response.status, await response.json()] as const;
    };
    const forbidden = [403, { message: "Forbidden" }];

    it("responds to the commands of the introduction, without keys", async () => {
        const servable = await publish();
        const text = greeting(servable, "http", origin);
        for (const [api, first] of [
            ["books", { id: 1, title: "Pride and Prejudice", authorId: 1, year: 1813 }],
            ["authors", { id: 1, name: "Jane Austen", born: 1775 }],
        ] as const) {
            assert.ok(text.includes(`  ${origin}/api/${api}\n`), text);
            const [status, items] = await get(`/api/${api}`);
            assert.deepEqual([status, items[0]], [200, first]);
            assert.deepEqual(await get(`/api/${api}/1`), [200, first]);
        }
        assert.ok(text.includes(`  curl -s ${origin}/api/authors | jq\n`), text);
        assert.deepEqual(await get("/"), [404, { message: "Not Found" }]);
    });

    it("checks keys with the stack's own function: 401 without one, 403 with a wrong one, 200 with the right one", async () => {
        const servable = await publish({ web, reader: { key: keyOf("r"), apis: ["authors"] } });
        assert.deepEqual(await get("/api/books"), [401, { message: "Unauthorized" }]);
        assert.deepEqual(await get("/api/books", keyOf("x")), forbidden);
        assert.equal((await get("/api/books", web.key))[0], 200);
        assert.equal((await get("/api/authors", web.key))[0], 200);
        assert.equal((await get("/api/authors", keyOf("r")))[0], 200);
        assert.deepEqual(await get("/api/books", keyOf("r")), forbidden);
        assert.match(lines.join("\n"), /shop-http-keys: \{"client":"reader","reason":"API not in plan"/);
        assert.ok(!lines.join("\n").includes(keyOf("x")));
        assert.deepEqual(servable.tables, []);
    });

    it("keeps what clients have used, and forgets the key of one that is removed, after a change", async () => {
        const limited = { key: keyOf("l"), burst: 1 };
        await publish({ web, limited });
        assert.equal((await get("/api/books", limited.key))[0], 200);
        assert.deepEqual(await get("/api/books", limited.key), forbidden);
        await publish({ limited });
        assert.deepEqual(await get("/api/books", web.key), forbidden);
        assert.match(lines.join("\n"), /"reason":"unknown key"/);
        lines.length = 0;
        assert.deepEqual(await get("/api/books", limited.key), forbidden);
        assert.match(lines.join("\n"), /"client":"limited","reason":"rate exceeded"/);
    });
});
