import assert from "node:assert/strict";
import { resolve } from "node:path";
import { LocalGateway } from "../../../tools/cli/serve/local-gateway";
import { useTemporaryFolder } from "../../tools/cli/serve/database/temporary-folder";
import { sampleApi } from "../../tools/gateway-emulator/sample-api";
import { Contract } from "../contract";
import { engines, hasJava } from "./software";
import { untilHealthy } from "./until-healthy";

const projectFolder = resolve(__dirname, "../../..");
const never = new AbortController().signal;

for (const engine of hasJava ? engines : []) {
    describe(`app/orders of npm run serve, on ${engine}`, function () {
        // Maven may have to download its packages first.
        this.timeout(10 * 60_000);

        const leftovers = useTemporaryFolder();

        it("has a local database in place of that on AWS, which keeps its data while the API has a database", async () => {
            const lines: string[] = [];
            const log = (line: string) => lines.push(line);
            const gateway = new LocalGateway({ projectFolder, explains: false, log });
            const contract = new Contract("orders");
            const origin = () => gateway.originOf("orders") ?? "";
            const publish = async (changes: Readonly<Record<string, string>>) => {
                const environment = {
                    DATABASE_ENGINE: engine,
                    DATABASE_HOST: "orders.simulated",
                    DATABASE_PORT: "1",
                    DATABASE_NAME: "orders",
                    DATABASE_USER: "app",
                    AWS_REGION: "eu-central-1",
                    ...changes,
                };
                const apps = [{ name: "orders", environment, host: "orders.internal" }];
                await gateway.publish({ api: sampleApi({ apps: { link1: apps } }) }, never);
                await untilHealthy(origin());
            };
            try {
                await publish({});
                const items = [{ product: "emma-1815", quantity: 1, unitPriceCents: 1299 }];
                const created = await contract.call(origin(), "createOrder", { body: { customer: "Zoë", items } });
                assert.equal(created.status, 201);
                const before = origin();
                await publish({ CORS_ALLOW_ORIGIN: "*" });
                assert.notEqual(origin(), before);
                const { body, headers } = await contract.call(origin(), "listOrders");
                assert.deepEqual(body, [created.body]);
                assert.equal(headers.get("access-control-allow-origin"), "*");
                assert.equal(leftovers().length, 1);
                await gateway.publish({ api: sampleApi({ apps: {} }) }, never);
                assert.deepEqual(leftovers(), []);
                await publish({});
                assert.deepEqual((await contract.call(origin(), "listOrders")).body, []);
                assert.deepEqual(lines, []);
            } finally {
                await gateway.close();
            }
            assert.deepEqual(leftovers(), []);
        });
    });
}
