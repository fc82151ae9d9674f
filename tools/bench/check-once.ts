import type analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import type { AnalyzerRequests } from "./analyzer-requests";

type Callback = (error: Error | null, response?: analyzer.AnalyzeResponse) => void;
type Rpc<Request> = (call: { readonly request: Request }, callback: Callback) => unknown;
type MakeRpc<Request> = (pack: string, version: string, level: string, policies: unknown) => Rpc<Request>;

/** Duration of the check of a stack in milliseconds, and the number of violations. */
export interface Checked {
    readonly time: number;
    readonly violations: number;
}

/** Loads the pack, and returns a function that handles the engine's requests as the pack's server does. */
export function loadChecker(): (requests: AnalyzerRequests) => Promise<Checked> {
    // The pack itself is measured, so more than its metadata has to be loaded.
    const { buildPolicies } = require("../../policy/pack/crossguard") as typeof import("../../policy/pack/crossguard");
    // The SDK's typings hide these functions.
    const server = require("@pulumi/policy/server") as {
        makeAnalyzeRpcFun: MakeRpc<analyzer.AnalyzeRequest>;
        makeAnalyzeStackRpcFun: MakeRpc<analyzer.AnalyzeStackRequest>;
    };
    const policies = buildPolicies();
    const analyze = server.makeAnalyzeRpcFun("gatehouse", "0.0.0", "mandatory", policies);
    const analyzeStack = server.makeAnalyzeStackRpcFun("gatehouse", "0.0.0", "mandatory", policies);
    return async ({ resources, stack }) => {
        const before = performance.now();
        let violations = 0;
        for (const request of resources) violations += await send(analyze, request);
        violations += await send(analyzeStack, stack);
        return { time: performance.now() - before, violations };
    };
}

function send<Request>(rpc: Rpc<Request>, request: Request): Promise<number> {
    return new Promise((resolve, reject) =>
        rpc({ request }, (error, response) =>
            error ? reject(error) : resolve(response?.getDiagnosticsList().length ?? 0),
        ),
    );
}
