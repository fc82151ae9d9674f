import { readFileSync } from "node:fs";
import type analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import type { StateResource } from "../engine/offline-stack";
import { type AnalyzerRequests, analyzerRequests, repeat } from "./analyzer-requests";
import { median } from "./median";

/** What a process of its own measured: milliseconds. */
export interface PackTimes {
    /** Loading the pack and its SDK. */
    readonly load: number;
    /** The first stack that it judges. */
    readonly cold: number;
    /** A stack of the same size, later. */
    readonly warm: number;
    /** Violations; a clean state has none. */
    readonly violations: number;
}

type Callback = (error: Error | null, response?: analyzer.AnalyzeResponse) => void;
type Rpc<Request> = (call: { readonly request: Request }, callback: Callback) => unknown;
type MakeRpc<Request> = (pack: string, version: string, level: string, policies: unknown) => Rpc<Request>;

const warmRounds = 5;

async function measure(stateFile: string, count: number): Promise<PackTimes> {
    const state = JSON.parse(readFileSync(stateFile, "utf8")) as readonly StateResource[];
    const requests = analyzerRequests(repeat(state, count));
    const started = performance.now();
    // It measures the pack itself, so that it has to load more than its metadata.
    const { buildPolicies } = require("../../policy/crossguard") as typeof import("../../policy/crossguard");
    // The SDK's typings hide these functions, which are what its server answers the engine with.
    const server = require("@pulumi/policy/server") as {
        makeAnalyzeRpcFun: MakeRpc<analyzer.AnalyzeRequest>;
        makeAnalyzeStackRpcFun: MakeRpc<analyzer.AnalyzeStackRequest>;
    };
    const policies = buildPolicies();
    const analyze = server.makeAnalyzeRpcFun("gatehouse", "0.0.0", "mandatory", policies);
    const analyzeStack = server.makeAnalyzeStackRpcFun("gatehouse", "0.0.0", "mandatory", policies);
    const load = performance.now() - started;

    const judge = async ({ resources, stack }: AnalyzerRequests) => {
        const before = performance.now();
        let violations = 0;
        for (const request of resources) violations += await answer(analyze, request);
        violations += await answer(analyzeStack, stack);
        return { time: performance.now() - before, violations };
    };
    const { time: cold, violations } = await judge(requests);
    const times: number[] = [];
    for (let round = 0; round < warmRounds; round++) times.push((await judge(requests)).time);
    return { load, cold, warm: median(times), violations };
}

function answer<Request>(rpc: Rpc<Request>, request: Request): Promise<number> {
    return new Promise((resolve, reject) =>
        rpc({ request }, (error, response) =>
            error ? reject(error) : resolve(response?.getDiagnosticsList().length ?? 0),
        ),
    );
}

const [stateFile = "", count = ""] = process.argv.slice(2);
measure(stateFile, Number(count)).then((times) => process.stdout.write(JSON.stringify(times)));
