import { program } from "../../../stacks/program";
import { parseSettings } from "../../../stacks/settings/parse-settings";
import { readStack, type Stack } from "../../../tools/cli/project/project";
import { runScenario } from "../../../tools/cli/rehearsal/run-scenario";
import type { PropertyMap } from "../../../tools/cloud-simulator/state/property-values";
import { plain } from "../../../tools/cloud-simulator/state/property-values";
import type { LiveResource } from "../../../tools/cloud-simulator/state/resource-store";
import type { DeployedApi } from "../../../tools/gateway-emulator/state/deployed-api";
import { deployedApi } from "../../../tools/gateway-emulator/state/read-deployed-api";
import { assertPassed, silent } from "../rehearsed-stack";

/** A stack that is up in the simulated cloud, and what is in it. */
export interface WatchedStack {
    /** The REST API. Default: none. */
    readonly api?: DeployedApi | undefined;
    /** The endpoints of the subscriptions to topics of alarms, as the state has them: with marks of secrets. */
    readonly endpoints: readonly unknown[];
    /** The inputs of the resources of a type, without marks. */
    inputs(type: string): PropertyMap[];
    /** The outputs of the resources of a type, without marks. */
    outputs(type: string): PropertyMap[];
}

const examples = (name: string) => readStack({ name, file: `stacks/examples/Pulumi.${name}.yaml` });

type Section = Readonly<Record<string, object>>;

/** A stack with whatever alarms watch: each kind of compute, integrations, authorizers, a database, a pipeline, a WebSocket API, the edge and a firewall. */
export function stackWithEverything(): Stack {
    const [everyKind, toolbox, edge] = [examples("every-kind"), examples("toolbox"), examples("edge")];
    const { photos } = examples("photos").config["gatehouse:apis"] as Section;
    const setting = ({ config }: Stack, name: string) => config[`gatehouse:${name}`] as Section;
    const { events, accounts, quotes } = setting(toolbox, "apis");
    const config = {
        ...everyKind.config,
        "gatehouse:apis": { ...setting(everyKind, "apis"), events, accounts, quotes, ...(photos && { photos }) },
        "gatehouse:authorizers": setting(toolbox, "authorizers"),
        "gatehouse:userPool": setting(toolbox, "userPool"),
        "gatehouse:edge": setting(edge, "edge"),
        "gatehouse:stages": { Live: {}, Test: { cache: { enabled: false } } },
        "gatehouse:firewall": {},
        // Few enough that a test can exceed them.
        "gatehouse:plans": { standard: { requestsPerSecond: 50, burst: 50 } },
        "gatehouse:alarms": {
            email: ["ops@gatehouse.dev"],
            https: ["https://events.gatehouse.dev/key-of-the-endpoint"],
            slack: { workspaceId: "T0123456789", channelId: "C0123456789" },
            thresholds: { quietMinutes: 15, cacheHitShare: 0.5 },
            canary: {},
        },
    };
    return withConfig(everyKind, config);
}

/** A stack whose APIs an HTTP API publishes, which a distribution in front of a REST API keeps from the other one. */
export function stackWithHttpApi(): Stack {
    const http = examples("http");
    return withConfig(http, {
        ...http.config,
        "gatehouse:httpApi": { throttle: { requestsPerSecond: 10_000, burst: 5_000 }, keys: "required" },
        "gatehouse:plans": { standard: { requestsPerSecond: 50, burst: 50, quota: { requests: 1000, per: "day" } } },
        "gatehouse:clients": { shop: "standard" },
        "gatehouse:alarms": { email: ["ops@gatehouse.dev"], thresholds: { quietMinutes: 15 } },
    });
}

/** A stack with another configuration. */
export function withConfig(stack: Stack, config: Record<string, unknown>): Stack {
    const values = Object.entries(config).flatMap(([key, value]) =>
        key.startsWith("gatehouse:") ? [[key.slice("gatehouse:".length), value] as const] : [],
    );
    return {
        ...stack,
        config: config as Stack["config"],
        settings: parseSettings(Object.fromEntries(values), "eu-central-1"),
    };
}

/** Brings a stack up in the simulated cloud, and destroys it again. */
export async function bringUpWatched(stack: Stack): Promise<WatchedStack> {
    let found: (Pick<WatchedStack, "api" | "endpoints"> & { readonly resources: readonly LiveResource[] }) | undefined;
    const result = await runScenario({
        scenario: {
            name: "watched",
            statement: "Alarms begin and end.",
            run: async (rehearsal) => {
                await rehearsal.up("everything");
                const state = await rehearsal.stack.resources();
                const endpoints = state
                    .filter(({ type }) => type === "aws:sns/topicSubscription:TopicSubscription")
                    // A topic of announcements sends to a queue.
                    .filter(({ inputs }) => inputs?.protocol !== "sqs")
                    .map(({ inputs }) => inputs?.endpoint);
                const hasRestApi = state.some(({ type }) => type === "aws:apigateway/restApi:RestApi");
                const api = hasRestApi ? deployedApi(state) : undefined;
                found = { api, endpoints, resources: rehearsal.cloud.store.all() };
            },
        },
        stack,
        program: async (folder) => program(folder),
        progress: silent,
    });
    assertPassed(result);
    if (found === undefined) throw new Error("the stack did not come up");
    const { api, endpoints, resources } = found;
    const ofType = (type: string) => resources.filter((each) => each.type === type);
    const bare = (values: PropertyMap) => plain(values) as PropertyMap;
    return {
        api,
        endpoints,
        inputs: (type) => ofType(type).map(({ inputs }) => bare(inputs)),
        outputs: (type) => ofType(type).map(({ outputs }) => bare(outputs)),
    };
}
