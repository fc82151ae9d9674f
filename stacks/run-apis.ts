import type { Backend } from "../infra/backends/backend";
import type { HttpBackend } from "../infra/gateway/http/integrations";
import type { Compute, RunnableApi } from "./compute/compute";
import type { FargateCompute } from "./compute/fargate-compute";
import type { RunnableApis } from "./runnable-apis";
import { computeKinds, hasServer, type ServerKindName } from "./settings/compute-kinds";
import type { Settings } from "./settings/schema";

/** The kinds of compute that run APIs, by name; undefined for those that the stack does not use. */
export type ComputeByKind = Readonly<Record<ServerKindName, Compute | undefined>> & {
    readonly fargate: FargateCompute | undefined;
};

/** The backends of a stack's APIs, each by the API's name. */
export interface StackBackends {
    /** Those of the REST API. */
    readonly rest: Readonly<Record<string, Backend>>;
    /** Those of the HTTP API. */
    readonly http: Readonly<Record<string, HttpBackend>>;
}

/** Runs each API of a stack that has a server on its kind of compute, and creates the tables of the others. */
export function runApis(
    { apis: all }: Pick<Settings, "apis">,
    apis: RunnableApis,
    kinds: ComputeByKind,
): StackBackends {
    const shared: Record<string, RunnableApi> = {};
    const rest: Record<string, Backend> = {};
    const http: Record<string, HttpBackend> = {};
    for (const [name, settings] of Object.entries(all)) {
        const { runsOn, publishedBy, exposure } = settings;
        if (!hasServer(runsOn)) {
            apis.createTable(name, settings);
            continue;
        }
        const compute = found(kinds[runsOn], runsOn, name);
        const api = apis.create(name, settings, compute.sharedGroupId);
        if (publishedBy === "http") http[name] = found(kinds.fargate, "fargate", name).runBehindHttpApi(name, api);
        else if (exposure === "shared") shared[name] = api;
        else rest[name] = compute.run(name, api);
    }
    // Together, as the gateway in front of them starts after them.
    return { rest: { ...rest, ...kinds.kubernetes?.runShared?.(shared) }, http };
}

function found<Kind>(compute: Kind | undefined, kind: ServerKindName, api: string): Kind {
    if (compute === undefined) throw new Error(`no ${computeKinds[kind].title} for API "${api}"`);
    return compute;
}
