import assert from "node:assert/strict";
import { projectFolder } from "../../../../tools/cli/project/project";
import { serveCommand } from "../../../../tools/cli/serve/serve-command";
import { childApps } from "./child-apps";

describe("npm run serve with the example stacks of containers behind one load balancer", function () {
    this.timeout(20 * 60_000);

    for (const stack of ["fargate", "instances"]) {
        it(`serves both services on ${stack} to clients with a key, each with its own program`, () => serve(stack));
    }

    async function serve(stack: string) {
        const stop = new AbortController();
        let output = "";
        const ready = new Promise<void>((resolve) => {
            const write = (text: string) => {
                output += text;
                if (output.includes("Ctrl-C")) resolve();
            };
            const argv = ["--config-file", `stacks/examples/Pulumi.${stack}.yaml`, "--port", "0"];
            ended = serveCommand(argv, stop.signal, projectFolder, write);
        });
        try {
            await Promise.race([ended, ready]);
            const url = /Test +(http:\S+)/.exec(output)?.[1] ?? "";
            const key = { "x-api-key": /^ +web +(\w+)$/m.exec(output)?.[1] ?? "" };
            for (const [path, first] of [
                ["/books-service", { id: 1, title: "Pride and Prejudice", authorId: 1, year: 1813 }],
                ["/authors", { id: 1, name: "Jane Austen", born: 1775 }],
            ] as const) {
                const rejected = await fetch(`${url}${path}`);
                assert.deepEqual([rejected.status, await rejected.text()], [403, '{"message":"Forbidden"}']);
                const listed = await fetch(`${url}${path}`, { headers: key });
                assert.equal(listed.status, 200);
                assert.deepEqual(((await listed.json()) as object[])[0], first);
                const one = await fetch(`${url}${path}/1`, { headers: key });
                assert.deepEqual([one.status, await one.json()], [200, first]);
            }
        } finally {
            stop.abort();
            assert.equal(await ended, 0);
        }
        assert.deepEqual(childApps(), []);
    }

    let ended: Promise<number> = Promise.resolve(1);
});
