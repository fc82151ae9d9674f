import { once } from "node:events";
import { mapValues } from "../../../infra/map-values";
import { projectFolder, readStack } from "../../cli/project/project";
import { endAsyncHooks } from "../../cli/serve/async-hooks";
import { bringUp, requireRestApi } from "../../cli/serve/bring-up";
import { LocalGateway } from "../../cli/serve/local-gateway";
import { createGatewayServer } from "../../gateway-emulator/http/http-server";
import type { DeployedApi } from "../../gateway-emulator/state/deployed-api";
import type { Limit } from "../../gateway-emulator/state/usage-plan";
import { reportMemory } from "./memory";

const signal = AbortSignal.timeout(600_000);
// Every bucket and quota exists and counts, but no request exceeds one.
const unlimited: Limit = { rate: 1_000_000, burst: 1_000_000 };

/** The API of the dev stack with limits that the bench never reaches, and a second stage without a cache, "Uncached". */
function benchApi(api: DeployedApi): DeployedApi {
    const [stage] = Object.values(api.stages);
    if (stage === undefined) throw new Error("the stack has no stage");
    const methodSettings = Object.fromEntries(
        Object.entries(stage.methodSettings).map(([path, settings]) => [path, { ...settings, throttle: unlimited }]),
    );
    const cached = { ...stage, name: "Cached", methodSettings };
    const uncached = { ...cached, name: "Uncached", cacheClusterEnabled: false };
    const stages = ["Cached", "Uncached"].map((name) => ({ stage: name, throttles: {} }));
    return {
        ...api,
        stages: { Cached: cached, Uncached: uncached },
        plans: api.plans.map((plan) => ({
            ...plan,
            stages,
            throttle: unlimited,
            quota: { limit: 1e12, offset: 0, period: "DAY" },
        })),
        accountThrottle: unlimited,
    };
}

// Without a table the apps keep their items in memory, so that the gateway is measured and not a store.
function withoutTables(api: DeployedApi): DeployedApi {
    const apps = mapValues(api.apps, (linkedApps) =>
        linkedApps.map((app) => {
            const { TABLE_NAME: _table, ...environment } = app.environment;
            return { ...app, environment };
        }),
    );
    return { ...api, apps };
}

async function main(): Promise<void> {
    const quiet = { say: () => {}, tick: () => {}, end: () => {} };
    const api = requireRestApi(await bringUp(readStack("dev"), projectFolder, quiet, signal));
    endAsyncHooks();
    const gateway = new LocalGateway({
        projectFolder,
        explains: false,
        log: (line) => process.stderr.write(`${line}\n`),
    });
    await gateway.publish({ api: withoutTables(benchApi(api)) }, signal);
    const server = createGatewayServer(
        async (request) => {
            const served = await gateway.serve(request);
            if (served === undefined) throw new Error("no API is served");
            return served.response;
        },
        (error) => process.stderr.write(`${String(error)}\n`),
    );
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    if (typeof address !== "object" || address === null) throw new Error("the gateway has no address");
    reportMemory();
    const hello = {
        origin: `http://127.0.0.1:${address.port}`,
        app: gateway.originOf("pictures"),
        keys: api.keys.map(({ value }) => value),
    };
    process.stdout.write(`${JSON.stringify(hello)}\n`);
    process.once("SIGTERM", () => {
        server.close();
        server.closeAllConnections();
        void gateway.close().then(() => process.exit(0));
    });
}

void main();
