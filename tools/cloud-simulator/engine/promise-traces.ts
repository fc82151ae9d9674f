type Watch = (promise: Promise<unknown>, context: string) => Promise<unknown>;

// Internal, so without types; the SDK calls it by this object, which can therefore be changed.
const debuggable: { debuggablePromise: Watch } = require("@pulumi/pulumi/runtime/debuggable");
const { debuggablePromise: watch } = debuggable;

// The SDK gives several promises of each resource a stack trace, and prints it only with PULUMI_DEBUG_PROMISE_LEAKS
// (@pulumi/pulumi, runtime/debuggable.js). With source maps these traces take a third of a program's time.
function watchWithoutTrace(promise: Promise<unknown>, context: string): Promise<unknown> {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        return watch(promise, context);
    } finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}

if (!process.env.PULUMI_DEBUG_PROMISE_LEAKS) debuggable.debuggablePromise = watchWithoutTrace;

export {};
