import type analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import type { AnalyzerRequests } from "./analyzer-requests";

type Callback = (error: Error | null, response?: analyzer.AnalyzeResponse) => void;
type Rpc<Request> = (call: { readonly request: Request }, callback: Callback) => unknown;
type MakeRpc<Request> = (pack: string, version: string, level: string, policies: unknown) => Rpc<Request>;

/** Milliseconds that a stack took, and violations found in it. */
export interface Checked {
    readonly time: number;
    readonly violations: number;
}

/** Loads the pack behind the functions with which its server handles the engine's requests. */
export function checkOf(): (requests: AnalyzerRequests) => Promise<Checked> {
    // It measures the pack itself, so that it has to load more than its metadata.
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
