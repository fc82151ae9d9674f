import type { Policies } from "@pulumi/policy";
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

/** Handles the engine's requests for a stack as the server of a pack does. */
export type Checker = (requests: AnalyzerRequests) => Promise<Checked>;

/**
 * Loads the pack.
 * @returns the pack's checker, and one of as many policies that check nothing: the SDK decodes each resource for each policy.
 */
export function loadCheckers(): { readonly pack: Checker; readonly sdk: Checker } {
    // The pack itself is measured, so more than its metadata has to be loaded.
    const { buildPolicies } = require("../../policy/pack/crossguard") as typeof import("../../policy/pack/crossguard");
    // The SDK's typings hide these functions.
    const server = require("@pulumi/policy/server") as {
        makeAnalyzeRpcFun: MakeRpc<analyzer.AnalyzeRequest>;
        makeAnalyzeStackRpcFun: MakeRpc<analyzer.AnalyzeStackRequest>;
    };
    const checkerOf = (policies: Policies): Checker => {
        const analyze = server.makeAnalyzeRpcFun("gatehouse", "0.0.0", "mandatory", policies);
        const analyzeStack = server.makeAnalyzeStackRpcFun("gatehouse", "0.0.0", "mandatory", policies);
        return async ({ resources, stack }) => {
            const before = performance.now();
            let violations = 0;
            for (const request of resources) violations += await send(analyze, request);
            violations += await send(analyzeStack, stack);
            return { time: performance.now() - before, violations };
        };
    };
    const policies = buildPolicies();
    return { pack: checkerOf(policies), sdk: checkerOf(policies.map(withoutCheck)) };
}

function withoutCheck(policy: Policies[number]): Policies[number] {
    return "validateStack" in policy
        ? { ...policy, validateStack: () => {} }
        : { ...policy, validateResource: () => {} };
}

function send<Request>(rpc: Rpc<Request>, request: Request): Promise<number> {
    return new Promise((resolve, reject) =>
        rpc({ request }, (error, response) =>
            error ? reject(error) : resolve(response?.getDiagnosticsList().length ?? 0),
        ),
    );
}
