import { createContext, Script } from "node:vm";
import type { EdgeFunction } from "../state/deployed-edge";

/**
 * Milliseconds until a function is ended. CloudFront ends one that uses its processor too long, and states no time. Time on the clock
 * is counted here, of which a busy machine takes a good part.
 */
const timeout = 2000;

/** A function that threw, does not return, or is no function. */
export class FunctionFailure extends Error {}

const scripts = new WeakMap<EdgeFunction, Script>();

// Strings alone pass between this process and the function, so that it gets hold of no object of Node.js.
const call = new Script(`(async () => {
    const lines = [];
    const write = (...parts) => void lines.push(parts.map((part) => typeof part === "string" ? part : JSON.stringify(part)).join(" "));
    globalThis.console = { log: write, info: write, warn: write, error: write };
    globalThis.__run = async () => {
        const result = await handler(JSON.parse(__event));
        return JSON.stringify({ result, lines });
    };
    try { globalThis.__result = await __run(); } catch (error) { globalThis.__failure = String(error); }
})()`);

/** The result of a function and the lines that it logged. */
export interface FunctionResult {
    readonly result: unknown;
    readonly lines: readonly string[];
}

/**
 * Runs a CloudFront Function on an event: its code defines `handler`, has no access to Node.js, network, files or time-outs, and keeps
 * no state between calls (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html). The modules
 * of the runtime, such as `crypto` and `cloudfront`, are not available.
 * @throws {FunctionFailure} if it fails.
 */
export function runFunction(edgeFunction: EdgeFunction, event: unknown): FunctionResult {
    const sandbox: Record<string, unknown> = Object.assign(Object.create(null), { __event: JSON.stringify(event) });
    // The code must not be made of strings, and promises settle before `runInContext` returns.
    createContext(sandbox, { codeGeneration: { strings: false, wasm: false }, microtaskMode: "afterEvaluate" });
    try {
        scriptOf(edgeFunction).runInContext(sandbox, { timeout });
        call.runInContext(sandbox, { timeout });
    } catch (error) {
        throw new FunctionFailure(`${edgeFunction.name}: ${messageOf(error)}`);
    }
    const { __result: result, __failure: failure } = sandbox;
    if (typeof result !== "string")
        throw new FunctionFailure(`${edgeFunction.name}: ${typeof failure === "string" ? failure : "no result"}`);
    const parsed: { result?: unknown; lines: string[] } = JSON.parse(result);
    return { result: parsed.result, lines: parsed.lines };
}

function scriptOf(edgeFunction: EdgeFunction): Script {
    const known = scripts.get(edgeFunction);
    if (known !== undefined) return known;
    const script = new Script(edgeFunction.code, { filename: edgeFunction.name });
    scripts.set(edgeFunction, script);
    return script;
}

// An error of another context is not an instance of this one's `Error`.
function messageOf(error: unknown): string {
    return typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
}
